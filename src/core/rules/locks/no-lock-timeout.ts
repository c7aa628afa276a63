import { timeoutRule } from '../timeouts.js';

export const noLockTimeout = timeoutRule({
  id: 'no-lock-timeout',
  title: 'A strong lock is waited for without a lock_timeout',
  setting: 'lock_timeout',
  value: '4s',
  longest: 60_000,
  without:
    'while it waits behind a running query, all that come after it wait too, however long that takes',
});
