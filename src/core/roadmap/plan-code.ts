import type { Change } from '../changes/change.js';
import type { KnownSchema } from '../changes/known-schema.js';
import { allPatterns } from '../patterns/all-patterns.js';
import type { Values } from '../patterns/pattern.js';
import { renderPattern } from '../patterns/render.js';
import { keysOf, matches, renamedKey } from './history-keys.js';
import { readDescription, type PlannedChange } from './read-description.js';

/** The code of a plan, and what was decided for the user. */
export interface PlanCode {
  /** Statements as `Pattern.upgrade` has them. */
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  /** What to look at, a sentence each. */
  readonly notes: readonly string[];
}

export interface PlanGround {
  /** The schema that the new migration will find. */
  readonly schema: KnownSchema;
  /** What the history does, oldest first. */
  readonly changes: Iterable<Change>;
  /** Keys in the connected database that match a pattern, by table and column; absent: not asked. */
  readonly keys?: readonly string[] | undefined;
}

/**
 * Writes what a plan describes, both directions, from the patterns; a note alone where the
 * description says it in other words.
 */
export function planCode(description: string, ground: PlanGround): PlanCode {
  const change = readDescription(description);
  if (!change)
    return empty('The description is not one that can be written as code: write it here.');
  switch (change.kind) {
    case 'enum-values':
      return enumValues(change, ground);
    case 'columns':
      return columns(change, ground);
    case 'rename-keys':
      return renamedKeys(change, ground);
  }
}

function enumValues(
  { values, type, about }: PlannedChange & { readonly kind: 'enum-values' },
  { schema }: PlanGround,
): PlanCode {
  const named = schema.enums.map(({ name }) => name.name);
  const fit =
    type === undefined
      ? named.filter((name) => about !== undefined && name.includes(about))
      : [type];
  const [only, ...others] = fit;
  if (only === undefined || others.length > 0)
    return empty(
      only === undefined
        ? 'Which enum type these values are for is not said: write `value` enum value in `type`.'
        : `These values could be for ${fit.join(' or ')}: write which one.`,
    );
  const labels = schema.enum({ name: only });
  const there = labels.state === 'present' ? (labels.value.labels ?? []) : [];
  const fresh = values.filter((value) => !there.includes(value));
  return written(
    fresh.map((label) => ['enum-value', { type: only, label }]),
    [
      ...values
        .filter((value) => there.includes(value))
        .map((value) => `${only} has ${value} already.`),
      ...(labels.state === 'absent' ? [`No migration creates the enum type ${only}.`] : []),
    ],
  );
}

function columns(
  { columns, table, type }: PlannedChange & { readonly kind: 'columns' },
  { schema }: PlanGround,
): PlanCode {
  const known = schema.table({ name: table });
  return written(
    columns.map((column): readonly [string, Values] =>
      /^jsonb$/iu.test(type ?? '')
        ? ['jsonb-column', { table, column }]
        : ['optional-column', { table, column, type: pythonType(type, column) }],
    ),
    [
      ...(type === undefined
        ? [
            `The plan names no type: ${columns.map((column) => `${column} is ${pythonType(type, column)}`).join(', ')}.`,
          ]
        : []),
      ...(known.state === 'absent' ? [`No migration creates the table ${table}.`] : []),
      ...columns
        .filter((column) => schema.column({ name: table }, column).state === 'present')
        .map((column) => `${table} has a column ${column} already.`),
    ],
  );
}

/** SQLAlchemy's type for SQL's word; where nothing is said what such a name usually holds. */
function pythonType(type: string | undefined, column: string): string {
  const [, word = '', size] = /^(\w+)(?:\((\d+)\))?$/u.exec(type?.toLowerCase() ?? '') ?? [];
  if (/^(?:varchar|string)$/u.test(word)) return `sa.String(${size ?? '200'})`;
  const known = types[word];
  if (known !== undefined) return known;
  return usual.find(([name]) => name.test(column))?.[1] ?? 'sa.String(200)';
}

const types: Readonly<Record<string, string | undefined>> = {
  json: 'postgresql.JSONB()',
  text: 'sa.Text()',
  boolean: 'sa.Boolean()',
  bool: 'sa.Boolean()',
  integer: 'sa.Integer()',
  int: 'sa.Integer()',
  bigint: 'sa.BigInteger()',
  smallint: 'sa.SmallInteger()',
  uuid: 'postgresql.UUID(as_uuid=True)',
  timestamp: 'sa.DateTime(timezone=True)',
  timestamptz: 'sa.DateTime(timezone=True)',
  date: 'sa.Date()',
  numeric: 'sa.Numeric()',
  float: 'sa.Float()',
  double: 'sa.Double()',
};

const usual: readonly (readonly [RegExp, string])[] = [
  [/_hash$|^hash$/u, 'sa.String(64)'],
  [/_at$/u, 'sa.DateTime(timezone=True)'],
  [/_(?:on|date)$/u, 'sa.Date()'],
  [/^(?:is|has)_/u, 'sa.Boolean()'],
  [/_count$/u, 'sa.Integer()'],
];

function renamedKeys(
  { from, to }: PlannedChange & { readonly kind: 'rename-keys' },
  { changes, keys }: PlanGround,
): PlanCode {
  const found = keysOf(changes, from);
  const [only, ...others] = found;
  if (!only) return empty(`No migration inserts a key like ${from}: name the keys one by one.`);
  if (others.length > 0)
    return empty(
      `Keys like ${from} stand in ${found.map(({ table, column }) => `${table}.${column}`).join(' and ')}: write which ones you mean.`,
    );
  const { table, column } = only;
  const all = [...new Set([...only.keys, ...(keys ?? []).filter((key) => matches(from, key))])];
  return written(
    all
      .sort()
      .map((old) => [
        'rename-settings-key',
        { table, column, old, new: renamedKey(old, from, to) },
      ]),
    [
      keys === undefined
        ? `These are the keys that migrations put into ${table}; keys that the application wrote are not known without a database.`
        : `These are the keys of ${table} in migrations and in the connected database.`,
    ],
  );
}

/** The code of patterns one after the other; what is done last is undone first. */
function written(
  uses: readonly (readonly [id: string, values: Values])[],
  notes: readonly string[],
): PlanCode {
  const codes = uses.flatMap(([id, values]) => {
    const pattern = allPatterns.find((one) => one.id === id);
    return pattern ? [renderPattern(pattern, values)] : [];
  });
  return {
    upgrade: codes.flatMap(({ upgrade }) => upgrade),
    downgrade: codes.toReversed().flatMap(({ downgrade }) => downgrade),
    notes,
  };
}

const empty = (note: string): PlanCode => ({ upgrade: [], downgrade: [], notes: [note] });
