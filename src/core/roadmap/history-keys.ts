import type { Change } from '../changes/change.js';
import { lastPart } from '../changes/arguments.js';

/** A table with a column of keys, and the keys that a history leaves there. */
export interface KeyedTable {
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
}

/**
 * Finds which keys of a pattern a history has put into tables: those it inserted, under the names
 * it gave them since, without those it deleted.
 *
 * @param changes of `upgrade()` of all revisions, in the order in which they run
 * @param pattern with one `*` at most
 */
export function keysOf(changes: Iterable<Change>, pattern: string): readonly KeyedTable[] {
  const tables = new Map<string, { table: string; column: string; keys: Set<string> }>();
  const at = (table: string, column: string) => {
    const key = `${table}.${column}`;
    const found = tables.get(key) ?? { table, column, keys: new Set<string>() };
    tables.set(key, found);
    return found;
  };
  for (const change of changes) {
    if (change.kind === 'insert')
      for (const row of change.rows ?? [])
        for (const [column, value] of Object.entries(row))
          if (value !== null && matches(pattern, value))
            at(change.table.name, column).keys.add(value);
    if (change.kind === 'update')
      for (const { column, literal } of change.set) {
        const old = change.where?.sql && equalTo(change.where.sql, column);
        const known = old === undefined ? undefined : at(change.table.name, column).keys;
        const gone = old !== undefined && old !== '' && known?.delete(old);
        if (typeof literal === 'string' && matches(pattern, literal) && (gone || old !== undefined))
          known?.add(literal);
      }
    if (change.kind === 'delete')
      for (const found of tables.values()) {
        if (found.table !== change.table.name) continue;
        const sql = change.where?.sql;
        const old = sql === undefined ? undefined : equalTo(sql, found.column);
        if (!change.where) found.keys.clear();
        else if (old !== undefined) found.keys.delete(old);
        else if (sql !== undefined)
          for (const key of found.keys) if (sql.includes(`'${key}'`)) found.keys.delete(key);
      }
  }
  return [...tables.values()]
    .filter(({ keys }) => keys.size > 0)
    .map(({ table, column, keys }) => ({ table, column, keys: [...keys].sort() }));
}

/** A key under its new name: what `*` stands for stays. */
export function renamedKey(key: string, from: string, to: string): string {
  const [before = '', after = ''] = from.split('*');
  return to.replace('*', key.slice(before.length, key.length - after.length));
}

export function matches(pattern: string, key: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return key === pattern;
  return key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after);
}

/** `key = 'old'` alone. */
function equalTo(sql: string, column: string): string | undefined {
  const found = /^\(?\s*"?([\w.]+)"?\s*=\s*'((?:[^']|'')*)'\s*(?:::\w+)?\s*\)?$/u.exec(sql.trim());
  return found && lastPart(found[1]) === column ? found[2]?.replaceAll("''", "'") : undefined;
}
