import { timeoutRule } from '../timeouts.js';

export const noStatementTimeout = timeoutRule({
  id: 'no-statement-timeout',
  title: 'A strong lock may be held without a statement_timeout',
  setting: 'statement_timeout',
  value: '1min',
  longest: 3_600_000,
  without: 'a statement that takes unexpectedly long holds the lock for just as long',
});
