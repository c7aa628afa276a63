import { itemsOf, literalText, literalTexts } from '../../changes/arguments.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { certain } from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import type { Operation } from '../../revisions/revision.js';
import { quoteLiteral } from '../../sql/quote.js';
import { calleeRange, keywordValue } from '../calls.js';
import type { Fix } from '../finding.js';
import type { ChangeSubject, Migration, RuleOn } from '../rule.js';
import { inAutocommitBlock, replaceStatement, statementOf } from '../statements.js';

/** `sync_enum_values` is the operation of the package alembic-postgresql-enum. */
export const enumSyncRewrites: RuleOn<'change'> = {
  id: 'enum-sync-rewrites',
  title: 'sync_enum_values rewrites tables where a value is only added',
  category: 'alembic',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { migration, change, direction } = subject;
    const { operation } = change.source;
    if (operation.name !== 'sync_enum_values' || direction !== 'upgrade') return;
    const own = readSync(operation);
    const old = own && oldValues(subject, own);
    const added = own && old && addedTo(old, own.values);
    if (!added || added.length === 0) return;
    const lines = added.map(({ value, place }) =>
      execute(
        `ALTER TYPE ${sqlName(own.type)} ADD VALUE IF NOT EXISTS ${quoteLiteral(value).trim()}${place}`,
      ),
    );
    yield {
      at: calleeRange(migration, operation.range),
      message: `sync_enum_values makes a new type ${own.type.name} and rewrites the tables that use it, while reads and writes wait; only ${added.map(({ value }) => `'${value}'`).join(', ')} ${added.length === 1 ? 'is' : 'are'} added.`,
      help: `Add ${added.length === 1 ? 'it' : 'them'}: \`${lines.join('; ')}\`.`,
      fixes: fixes(migration, operation, lines),
    };
  },
};

interface Sync {
  readonly type: ObjectName;
  readonly values: readonly string[];
}

/** `(schema, name, new_values, affected_columns, enum_values_to_rename)`; undefined with renames. */
function readSync(operation: Operation): Sync | undefined {
  const argument = (at: number, ...names: readonly string[]) =>
    names.map((name) => keywordValue(operation, name)).find((value) => value) ?? operation.args[at];
  const schema = literalText(argument(0, 'enum_schema', 'schema'));
  const name = literalText(argument(1, 'enum_name'));
  const values = literalTexts(argument(2, 'new_values'));
  const renames = argument(4, 'enum_values_to_rename');
  const renamed = renames && itemsOf(renames)?.length !== 0;
  if (name === undefined || !values || renamed) return undefined;
  return { type: { schema, name }, values };
}

/** What the type has before: by replay, else what `downgrade()` goes back to. */
function oldValues(
  { before, migration }: ChangeSubject,
  { type }: Sync,
): readonly string[] | undefined {
  const known = certain(before.enum(type))?.labels;
  if (known) return known;
  const back = (migration.body.downgrade?.operations ?? []).flatMap((operation) =>
    operation.name === 'sync_enum_values' ? (readSync(operation) ?? []) : [],
  );
  const own = back.filter((sync) => sqlName(sync.type) === sqlName(type));
  return own.length === 1 ? own[0]?.values : undefined;
}

/** The new values with their places; undefined where the old ones are not all there, in their order. */
function addedTo(old: readonly string[], values: readonly string[]) {
  const kept = values.filter((value) => old.includes(value));
  if (kept.length !== old.length || kept.some((value, at) => value !== old[at])) return undefined;
  return values.flatMap((value, at) => {
    if (old.includes(value)) return [];
    const last = values.slice(at).every((other) => !old.includes(other));
    const before = values[at - 1];
    const next = values.slice(at + 1).find((other) => old.includes(other));
    const neighbour =
      before !== undefined
        ? ` AFTER ${quoteLiteral(before).trim()}`
        : next === undefined
          ? ''
          : ` BEFORE ${quoteLiteral(next).trim()}`;
    return [{ value, place: last ? '' : neighbour }];
  });
}

function fixes(migration: Migration, operation: Operation, lines: readonly string[]): Fix[] {
  const statement =
    operation.via === undefined ? statementOf(migration, operation.range) : undefined;
  if (!statement || operation.rounds) return [];
  const [first = '', ...others] = lines;
  const block = inAutocommitBlock({ ...statement, text: first });
  if (!block) return [];
  const code = [...block, ...others.map((line) => `    ${line}`)];
  return [
    {
      title: 'Add the values instead',
      safety: 'review',
      edits: [replaceStatement(migration, statement, code)],
    },
  ];
}
