import type { Change } from '../changes/change.js';
import { maskSql } from '../sql/mask.js';

const marker = 'not read as SQL: ';

/**
 * What PostgreSQL's parser says of SQL that is sent as it stands. Undefined where a part of it is
 * only known at run time, or where it may be meant for another database.
 */
export function sqlErrorOf(change: Change): string | undefined {
  const { sql } = change.source.operation;
  if (change.kind !== 'unknown' || !change.reason.startsWith(marker) || !sql) return undefined;
  if (change.conditional || sql.holes.length > 0 || maskSql(sql).hasParameters) return undefined;
  return change.reason.slice(marker.length);
}
