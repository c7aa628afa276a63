/** Table locks, weakest first, as PostgreSQL's manual names them. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/**
 * The strongest of some locks; undefined for none. The modes are ranked as PostgreSQL numbers them;
 * for all that rules ask (blocks reads, blocks writes) the rank decides.
 */
export function strongest(locks: Iterable<LockMode | undefined>): LockMode | undefined {
  let best = -1;
  for (const lock of locks) if (lock) best = Math.max(best, lockModes.indexOf(lock));
  return lockModes[best];
}

/** Whether SELECT has to wait. */
export function blocksReads(lock: LockMode | undefined): boolean {
  return lock === 'ACCESS EXCLUSIVE';
}

/** Whether INSERT, UPDATE and DELETE have to wait. */
export function blocksWrites(lock: LockMode | undefined): boolean {
  return lock !== undefined && lockModes.indexOf(lock) >= lockModes.indexOf('SHARE');
}

/** `ShareUpdateExclusiveLock`, as `pg_locks.mode` prints it. */
export function catalogName(lock: LockMode): string {
  const words = lock.split(' ').map((word) => word.charAt(0) + word.slice(1).toLowerCase());
  return `${words.join('')}Lock`;
}
