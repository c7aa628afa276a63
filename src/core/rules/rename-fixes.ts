import type { Change } from '../changes/change.js';
import { sameName } from '../changes/known-schema.js';
import {
  call,
  execute,
  keyword,
  quoted,
  schemaOf,
  sqlName,
  text,
} from '../changes/inverse/python.js';
import type { ObjectName } from '../changes/objects.js';
import type { FileEdit, Fix } from './finding.js';
import type { ProbableRename } from './probable-renames.js';
import { removal, statementAlone } from './remove-statement.js';
import type { Migration } from './rule.js';
import { replaceStatement } from './statements.js';

/** Renames in `upgrade()`, and back in `downgrade()` where that drops and adds as well. */
export function renameFixes(migration: Migration, rename: ProbableRename): Fix[] {
  const { drop, add } = rename;
  const [from, to] =
    rename.kind === 'column'
      ? [rename.drop.column, rename.add.column.name]
      : [drop.table.name, add.table.name];
  if (rename.kind === 'table' && touchesMore(migration, [drop.table, add.table])) return [];
  const up = inPlaceOf(migration, add, drop, drop.table, from, to);
  const back = backOf(migration, rename);
  const undone = back.map(({ change }) => change);
  const [again, gone] = [undone.find(isAdding), undone.find((change) => !isAdding(change))];
  const down =
    again && gone
      ? inPlaceOf(migration, again, gone, add.table, to, from)
      : undone.length === 0
        ? []
        : undefined;
  if (!up || !down) return [];
  return [{ title: `Rename ${from} to ${to}`, safety: 'review', edits: [...up, ...down] }];
}

const isAdding = ({ kind }: Change) => kind === 'add_column' || kind === 'create_table';

/** The steps of `downgrade()` that drop the new one and add the old one again. */
function backOf({ downgrade }: Migration, rename: ProbableRename) {
  const [old, now] = [rename.drop.table, rename.add.table];
  return downgrade.filter(({ change }) => {
    if (rename.kind === 'table')
      return (
        (change.kind === 'create_table' && sameName(change.table, old)) ||
        (change.kind === 'drop_table' && sameName(change.table, now))
      );
    return (
      (change.kind === 'add_column' &&
        sameName(change.table, old) &&
        change.column.name === rename.drop.column) ||
      (change.kind === 'drop_column' &&
        sameName(change.table, now) &&
        change.column === rename.add.column.name)
    );
  });
}

/** Other changes of these tables would have to follow the rename. */
function touchesMore({ upgrade, downgrade }: Migration, tables: readonly ObjectName[]): boolean {
  return [...upgrade, ...downgrade].some(({ change }) => {
    if (change.kind === 'create_table' || change.kind === 'drop_table') return false;
    const named =
      change.kind === 'create_index'
        ? change.index.table
        : 'table' in change
          ? change.table
          : undefined;
    return (
      change.kind === 'unknown' ||
      (named !== undefined && tables.some((table) => sameName(table, named)))
    );
  });
}

/** A rename where one statement stands, and nothing where the other one does. */
function inPlaceOf(
  migration: Migration,
  one: Change,
  other: Change,
  table: ObjectName,
  from: string,
  to: string,
): readonly FileEdit[] | undefined {
  const statement = statementAlone(migration, one);
  const removed = removal(migration, [statementAlone(migration, other)]);
  if (!statement || !removed) return undefined;
  const lines = [code(one, statement.text, table, from, to)];
  return [replaceStatement(migration, statement, lines), ...removed];
}

/** The rename, as operation, batch operation or SQL, as what it stands in the place of. */
function code(place: Change, written: string, table: ObjectName, from: string, to: string): string {
  const { sql, operation } = place.source;
  const isTable = place.kind === 'create_table';
  if (sql !== undefined)
    return execute(
      isTable
        ? `ALTER TABLE ${sqlName(table)} RENAME TO ${quoted(to)}`
        : `ALTER TABLE ${sqlName(table)} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`,
    );
  if (isTable) return call('op.rename_table', text(from), text(to), schemaOf(table));
  const receiver = operation.batch ? /^[\w.]+(?=\.\w+\s*\()/.exec(written)?.[0] : 'op';
  return call(
    `${receiver ?? 'op'}.alter_column`,
    operation.batch ? undefined : text(table.name),
    text(from),
    keyword('new_column_name', text(to)),
    operation.batch ? undefined : schemaOf(table),
  );
}
