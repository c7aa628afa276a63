import type { ChangeOf } from '../changes/change.js';
import { best, certain, type KnownSchema, sameName } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import { isCopied } from './is-copied.js';
import { madeHere } from './made-here.js';
import type { Migration, Step } from './rule.js';

/** Something that is dropped, and what seems to be the same under another name. */
export type ProbableRename =
  | {
      readonly kind: 'column';
      readonly drop: ChangeOf<'drop_column'>;
      readonly add: ChangeOf<'add_column'>;
    }
  | {
      readonly kind: 'table';
      readonly drop: ChangeOf<'drop_table'>;
      readonly add: ChangeOf<'create_table'>;
    };

/** Columns of one table, type and nullability that `upgrade()` drops and adds, one for one. */
export function* renamedColumns({ upgrade, after }: Migration): Generator<ProbableRename> {
  const adds = upgrade.flatMap(({ change }) => (change.kind === 'add_column' ? [change] : []));
  const free = new Set(adds);
  for (const step of upgrade) {
    const { change: drop, before } = step;
    if (drop.kind !== 'drop_column' || carried(step, upgrade)) continue;
    const old = certain(before.column(drop.table, drop.column));
    if (!old || old.doubt || old.type.name === undefined || old.generated) continue;
    if (madeHere(upgrade, before.column(drop.table, drop.column))) continue;
    if (isEmptied(drop.table, upgrade)) continue;
    const alike = [...free].filter(
      ({ table, column }) =>
        sameName(table, drop.table) &&
        column.name !== drop.column &&
        column.type.name === old.type.name &&
        column.nullable === old.nullable &&
        !column.generated &&
        referred(after, table, column.name) === referred(before, table, drop.column),
    );
    const add = mostAlike(drop.column, alike, ({ column }) => column.name);
    if (!add) continue;
    free.delete(add);
    yield { kind: 'column', drop, add };
  }
}

/** The tables that a column refers to, as text to compare. */
const referred = (schema: KnownSchema, table: ObjectName, column: string) =>
  (best(schema.table(table))?.constraints ?? [])
    .flatMap(({ definition }) =>
      definition.type === 'foreign_key' && definition.columns?.includes(column)
        ? [definition.references?.name ?? '']
        : [],
    )
    .sort()
    .join();

/** Tables with the same columns that `upgrade()` drops and creates, one for one. */
export function* renamedTables({ upgrade }: Migration): Generator<ProbableRename> {
  const adds = upgrade.flatMap(({ change }) => (change.kind === 'create_table' ? [change] : []));
  const free = new Set(adds);
  for (const step of upgrade) {
    const { change: drop, before } = step;
    if (drop.kind !== 'drop_table' || carried(step, upgrade)) continue;
    const known = before.table(drop.table);
    const old = certain(known);
    if (!old || old.doubt || old.incomplete || madeHere(upgrade, known)) continue;
    const columns = columnsOf(old);
    const alike = [...free].filter(
      (add) =>
        old.columns.length > 1 &&
        !add.incomplete &&
        !sameName(add.table, drop.table) &&
        columnsOf(add) === columns,
    );
    const add = mostAlike(drop.table.name, alike, ({ table }) => table.name);
    if (!add) continue;
    free.delete(add);
    yield { kind: 'table', drop, add };
  }
}

interface HasColumns {
  readonly columns: readonly { name: string; type: { name: string | undefined } }[];
}

const columnsOf = ({ columns }: HasColumns) =>
  columns.map(({ name, type }) => `${name} ${type.name ?? '?'}`).join();

/** Its values are brought elsewhere before. */
const carried = ({ change }: Step, steps: readonly Step[]) => isCopied({ change, steps });

/** A statement deletes all rows of the table: there is nothing to lose. */
const isEmptied = (table: ObjectName, steps: readonly Step[]) =>
  steps.some(({ change }) =>
    change.kind === 'truncate'
      ? change.tables.some((one) => sameName(one, table))
      : change.kind === 'delete' && !change.where && sameName(change.table, table),
  );

/** The one whose name shares most with another name, at its begin and its end. */
function mostAlike<T>(name: string, all: readonly T[], nameOf: (one: T) => string): T | undefined {
  const shared = (other: string) => {
    let [head, tail] = [0, 0];
    while (head < name.length && name[head] === other[head]) head++;
    while (tail < name.length - head && name.at(-1 - tail) === other.at(-1 - tail)) tail++;
    return head + tail;
  };
  return all.toSorted((a, b) => shared(nameOf(b)) - shared(nameOf(a)))[0];
}
