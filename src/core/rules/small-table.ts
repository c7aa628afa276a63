import type { ObjectName } from '../changes/objects.js';
import type { RuleContext } from './rule.js';

/** Whether a table is known to have few rows: its locks are short. */
export function isSmall(table: ObjectName, { rowsOf, smallTable }: RuleContext): boolean {
  const rows = rowsOf(table) ?? (table.name === 'alembic_version' ? headsAtMost : undefined);
  return rows !== undefined && rows < smallTable;
}

/** Alembic's own table has a row per head. */
const headsAtMost = 1000;
