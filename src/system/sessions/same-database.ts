import type { DatabaseIdentity } from './session.js';

/**
 * Whether two sessions surely see the same catalogs: one cluster, one database. Without the
 * cluster's identifier on both sides only the same host says so; user and route may differ.
 */
export function sameDatabase(a: DatabaseIdentity, b: DatabaseIdentity): boolean {
  if (a.database !== b.database || a.serverVersion !== b.serverVersion) return false;
  if (a.systemIdentifier !== undefined && b.systemIdentifier !== undefined)
    return a.systemIdentifier === b.systemIdentifier;
  return a.host === b.host;
}
