import type { Change } from '../../changes/change.js';
import type { ObjectName } from '../../changes/objects.js';
import { clipName } from './choose-name.js';
import { type Filled, type State, tableKey } from './state.js';

const columnKey = (state: State, table: ObjectName, column: string) =>
  `${tableKey(state, table)}.${clipName(column)}`;

/** The state with what a change does to rows noted. */
export function noteFilled(state: State, change: Change): State {
  const filled = next(state, change);
  return filled === state.filled ? state : { ...state, filled, clock: state.clock + 1 };
}

function next(state: State, change: Change): Filled {
  const { filled, clock } = state;
  const fill = (table: ObjectName, columns: readonly string[]): Filled => ({
    ...filled,
    at: columns.reduce((at, column) => at.set(columnKey(state, table, column), clock), filled.at),
  });
  switch (change.kind) {
    case 'update':
      return fill(
        change.table,
        change.set.map(({ column }) => column),
      );
    // Rows that are gone have no NULL in it: all of them, or those that a condition names.
    case 'delete': {
      const where = change.where?.sql;
      if (change.where === undefined && !change.joined) return fill(change.table, ['*']);
      const columns = [...(where ?? '').matchAll(/"?(\w+)"?\s+is\s+null\b/gi)];
      return fill(
        change.table,
        columns.map(([, column = '']) => column),
      );
    }
    case 'truncate':
      return change.tables.reduce(
        (before, table) => ({
          ...before,
          at: before.at.set(columnKey(state, table, '*'), clock),
        }),
        filled,
      );
    case 'add_column': {
      // When it was added matters only if rows were written before.
      const key = columnKey(state, change.table, change.column.name);
      const written =
        filled.unread >= 0 || filled.at.get(columnKey(state, change.table, '*')) !== undefined;
      if (!written && filled.at.get(key) === undefined) return filled;
      return { ...filled, at: filled.at.delete(key), added: filled.added.set(key, clock) };
    }
    case 'rename_column': {
      const known = filled.at.get(columnKey(state, change.table, change.column));
      const key = columnKey(state, change.table, change.to);
      return known === undefined ? filled : { ...filled, at: filled.at.set(key, known) };
    }
    case 'rename_table':
    case 'set_table_schema':
      return { ...filled, unread: clock };
    case 'other':
      return change.statement === 'MergeStmt' ? { ...filled, unread: clock } : filled;
    case 'unknown':
      return change.reach === 'new objects' ? filled : { ...filled, unread: clock };
    default:
      return filled;
  }
}

/** Whether rows may have been given values in the column since it is there. */
export function mayBeFilled(state: State, table: ObjectName, column: string): boolean {
  const { at, added, unread } = state.filled;
  const since = added.get(columnKey(state, table, column)) ?? -1;
  const [own, all] = [
    at.get(columnKey(state, table, column)),
    at.get(columnKey(state, table, '*')),
  ];
  return Math.max(own ?? -1, all ?? -1, unread) > since;
}
