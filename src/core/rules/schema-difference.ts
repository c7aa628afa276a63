import type { Change } from '../changes/change.js';
import {
  certain,
  keyOf,
  type Known,
  type KnownColumn,
  type KnownConstraint,
  type KnownSchema,
  type KnownTable,
} from '../changes/known-schema.js';
import { objectText } from '../changes/object-text.js';
import type { Step } from './rule.js';

/** Something that is not as it was, where that is certain. */
export interface Difference {
  /** The end of a sentence: `the table users is still there`. */
  readonly what: string;
  /** What made it, if it is new, or took it along. */
  readonly change?: Change;
}

interface Around {
  readonly before: KnownSchema;
  /** After `upgrade()` and `downgrade()`. */
  readonly undone: KnownSchema;
  /** What `upgrade()` does. */
  readonly upgrade: readonly Pick<Step, 'change' | 'before' | 'after'>[];
}

/** What upgrade() and downgrade() together leave changed; nothing that is in doubt. */
export function* differences({ before, undone, upgrade }: Around): Generator<Difference> {
  const dropped = upgrade.flatMap(({ change }) =>
    change.kind === 'drop_table' ? [keyOf(change.table)] : [],
  );
  for (const table of undone.tables) {
    const name = objectText(table.name);
    const old = before.table(table.name);
    // What upgrade() drops was there, whoever made it.
    const wasThere = dropped.includes(keyOf(table.name)) || !isMade(table);
    if (old.state === 'absent' && !wasThere && certain(undone.table(table.name)))
      yield { what: `the table ${name} is still there`, change: table.origin };
    else if (old.state === 'present')
      yield* tableDifferences(old.value, table, { before, undone, upgrade });
  }
  for (const { name, doubt } of before.tables)
    if (!doubt && undone.table(name).state === 'absent')
      yield { what: `the table ${objectText(name)} is missing` };
  for (const { name, type, table, doubt, origin } of undone.objects)
    if (!doubt && types.has(type) && before.object(type, name, table).state === 'absent')
      yield { what: `the ${type} ${objectText(name)} is still there`, change: origin };
}

/** What nobody leaves behind on purpose: an extension or a function may be meant to stay. */
const types: ReadonlySet<string> = new Set(['view', 'materialized view', 'trigger']);

/** It was created here, not only found to be there: Alembic's version table, one of an extension. */
const isMade = ({ origin }: KnownTable) =>
  origin.kind === 'create_table' || origin.kind === 'create_object';

function* tableDifferences(
  old: KnownTable,
  now: KnownTable,
  around: Around,
): Generator<Difference> {
  const { undone } = around;
  if (old === now || old.doubt || now.doubt) return;
  const table = objectText(now.name);
  const byName = new Map(old.columns.map((column) => [column.name, column]));
  for (const column of now.columns) {
    const was = byName.get(column.name);
    if (column.doubt) continue;
    if (was) yield* columnDifferences(table, was, column);
    else if (!old.incomplete)
      yield { what: `the column ${table}.${column.name} is still there`, change: column.origin };
  }
  const there = new Set(now.columns.map(({ name }) => name));
  for (const { name, doubt } of old.columns)
    if (!doubt && !there.has(name) && undone.column(now.name, name).state === 'absent')
      yield { what: `the column ${table}.${name} is missing` };
  yield* constraintDifferences(table, old, now, around);
  const has = new Set(now.indexes.map(({ name }) => name));
  const had = new Set(old.indexes.map(({ name }) => name));
  for (const { name, doubt, constraint } of old.indexes) {
    if (doubt || constraint || name === undefined || has.has(name)) continue;
    const find = (schema: KnownSchema) => schema.index({ schema: now.name.schema, name });
    if (find(undone).state === 'absent')
      yield missing(`the index ${name} of ${table} is missing`, around, find);
  }
  for (const { name, doubt, constraint, origin } of now.indexes)
    if (!doubt && !constraint && name !== undefined && !old.incomplete)
      if (!had.has(name) && !had.has(undefined))
        yield { what: `the index ${name} of ${table} is still there`, change: origin };
}

function* columnDifferences(
  table: string,
  was: KnownColumn,
  now: KnownColumn,
): Generator<Difference> {
  if (was === now || was.doubt) return;
  const name = `${table}.${now.name}`;
  const [old, type] = [was.type.name, now.type.name];
  if (old !== undefined && type !== undefined && old !== type)
    yield { what: `${name} is of type ${type}, no longer ${old}` };
  if (was.nullable !== undefined && now.nullable !== undefined && was.nullable !== now.nullable)
    yield {
      what: now.nullable
        ? `${name} may be NULL, which it could not before`
        : `${name} stays NOT NULL`,
    };
  const [had, has] = [was.default !== undefined, now.default !== undefined];
  if (had !== has && was.identity === now.identity && was.type.serial === now.type.serial)
    yield { what: has ? `${name} keeps its new default` : `${name} has lost its default` };
}

/** Keys and foreign keys; the texts of checks are too many to compare. */
const compared: readonly KnownConstraint['definition']['type'][] = [
  'foreign_key',
  'unique',
  'primary_key',
];

const keysIn = ({ constraints }: KnownTable) =>
  constraints.filter(({ definition }) => compared.includes(definition.type));

/** What a key says, whatever its name is; undefined where that cannot be known. */
function meaning({ definition, columns, doubt }: KnownConstraint): string | undefined {
  if (doubt || columns === undefined) return undefined;
  return `${definition.type.replace('_', ' ')} (${columns.join(', ')})`;
}

function* constraintDifferences(
  table: string,
  old: KnownTable,
  now: KnownTable,
  around: Around,
): Generator<Difference> {
  if (old.incomplete || now.incomplete) return;
  const goneWith = (name: string | undefined) => (schema: KnownSchema) =>
    name === undefined ? undefined : schema.constraint(old.name, name);
  yield* checkDifferences(table, old, now, (what, name) => missing(what, around, goneWith(name)));
  const [was, is] = [keysIn(old), keysIn(now)];
  if ([...was, ...is].some((own) => meaning(own) === undefined)) return;
  for (const own of was)
    if (!is.some((other) => meaning(other) === meaning(own)))
      yield missing(`the ${meaning(own) ?? ''} of ${table} is missing`, around, goneWith(own.name));
  for (const own of is)
    if (!was.some((other) => meaning(other) === meaning(own)))
      yield { what: `the ${meaning(own) ?? ''} of ${table} is still there`, change: own.origin };
}

/** Checks that are gone by name, where none has come that may be the same under another name. */
function* checkDifferences(
  table: string,
  old: KnownTable,
  now: KnownTable,
  gone: (what: string, name: string) => Difference,
): Generator<Difference> {
  const checks = ({ constraints }: KnownTable) =>
    constraints.filter(({ definition }) => definition.type === 'check');
  const [was, is] = [checks(old), checks(now)];
  const names = new Set(was.map(({ name }) => name));
  if (is.some(({ name }) => name === undefined || !names.has(name))) return;
  for (const { name, doubt } of was)
    if (name !== undefined && !doubt && !is.some((own) => own.name === name))
      yield gone(`the check ${name} of ${table} is missing`, name);
}

/** With the column that took it along, where one did. */
function missing(
  what: string,
  { upgrade }: Around,
  find: (schema: KnownSchema) => Known<unknown> | undefined,
): Difference {
  const step = upgrade.find(
    ({ before, after }) => find(before)?.state === 'present' && find(after)?.state === 'absent',
  );
  if (step?.change.kind !== 'drop_column') return { what };
  return {
    what: `${what}: dropping the column ${step.change.column} took it along`,
    change: step.change,
  };
}
