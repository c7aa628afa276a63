import {
  escapeColons,
  executeLines,
  quoted,
  sqlName,
  textLines,
} from '../../changes/inverse/python.js';
import { quoteLiteral } from '../../sql/quote.js';
import { readNames } from '../names.js';
import type { Parameter, Pattern, Reader } from '../pattern.js';
import { column, inAutocommitBlock, table } from './parts.js';

const literal = (value: string) => quoteLiteral(value).trim();

const renamed: readonly Parameter[] = [
  { name: 'old', kind: 'text', title: 'Old key', example: 'gltf_production_linear_deflection' },
  {
    name: 'new',
    kind: 'text',
    title: 'New key',
    example: 'scene_linear_deflection',
    problem: (read, value) => (value === read.text('old') ? 'That is the old key.' : undefined),
  },
];

const renameKey: Pattern = {
  id: 'rename-settings-key',
  title: 'Rename a settings key',
  description:
    'Gives a row of a table of settings another key, and its old one on the way back. It fails where a row with the new key is there already, so that no value is lost.',
  parameters: [
    { ...table, title: 'Table of the settings', example: 'system_settings' },
    { ...column('key'), title: 'Column of the keys' },
    ...renamed,
  ],
  upgrade: (read) => moveKey(read, 'old', 'new'),
  downgrade: (read) => moveKey(read, 'new', 'old'),
};

const moveKey = (read: Reader, from: string, to: string) => {
  const key = quoted(read.name('column'));
  return executeLines(
    `UPDATE ${sqlName(read.table('table'))}`,
    `SET ${key} = ${literal(read.text(to))}`,
    `WHERE ${key} = ${literal(read.text(from))}`,
  );
};

const renameJsonKey: Pattern = {
  id: 'rename-json-key',
  title: 'Rename a key inside JSONB',
  description:
    'Moves a value inside of JSON documents to another key, at any depth, and back on the way back. Documents that have both keys are left alone in both directions, so that no value is lost.',
  parameters: [
    table,
    { ...column('settings'), title: 'JSONB column' },
    {
      name: 'old',
      kind: 'path',
      title: 'Old key, with dots for inner ones',
      example: 'render.gltf',
    },
    {
      name: 'new',
      kind: 'path',
      title: 'New key, with dots for inner ones',
      example: 'render.scene',
      problem: (read, value) =>
        isInside(read.names('old'), readNames(value)?.flat() ?? [])
          ? 'Neither key may be inside of the other.'
          : undefined,
    },
  ],
  upgrade: (read) => moveJson(read, 'old', 'new'),
  downgrade: (read) => moveJson(read, 'new', 'old'),
};

const moveJson = (read: Reader, from: string, to: string) => {
  const field = quoted(read.name('column'));
  const [source, target] = [path(read.names(from)), path(read.names(to))];
  return executeLines(
    `UPDATE ${sqlName(read.table('table'))}`,
    `SET ${field} = jsonb_set(${field} #- ${source}, ${target}, ${field} #> ${source})`,
    `WHERE ${field} #> ${source} IS NOT NULL`,
    `    AND ${field} #> ${target} IS NULL`,
    ...parents(field, read.names(from), read.names(to)),
  );
};

/** Whether one of two paths begins with the other. */
const isInside = (one: readonly string[], other: readonly string[]) =>
  one.every((key, at) => at >= other.length || key === other[at]);

const path = (keys: readonly string[]) => `ARRAY[${keys.map(literal).join(', ')}]`;

/** `jsonb_set` creates no objects around a key: where they lack, the value would be lost. */
function parents(field: string, from: readonly string[], to: readonly string[]): string[] {
  const [source, target] = [from.slice(0, -1), to.slice(0, -1)];
  if (target.length === 0 || JSON.stringify(source) === JSON.stringify(target)) return [];
  return [`    AND jsonb_typeof(${field} #> ${path(target)}) = 'object'`];
}

const value: Parameter = {
  name: 'value',
  kind: 'expression',
  title: 'Value, in SQL',
  example: 'existing_field',
  of: 'table',
};

const filled = { ...column('new_field'), title: 'Column to fill' };

/** What was NULL before and what was not cannot be told apart afterwards. */
const nothingToUndo = (read: Reader) => [
  `# Values that upgrade() filled into ${read.name('column').replace(/\s+/g, ' ')} stay: they cannot be told from others.`,
];

const backfill: Pattern = {
  id: 'backfill',
  title: 'Backfill at the end of upgrade()',
  description:
    'Fills a column where it is NULL, in the transaction of the migration: right for tables of moderate size. It stands at the end of `upgrade()`, so that what it fills is there.',
  parameters: [table, filled, value],
  upgrade: (read) => {
    const field = quoted(read.name('column'));
    return executeLines(
      `UPDATE ${sqlName(read.table('table'))}`,
      `SET ${field} = ${read.text('value')}`,
      `WHERE ${field} IS NULL`,
    );
  },
  downgrade: nothingToUndo,
  place: 'end',
};

const batchedBackfill: Pattern = {
  id: 'batched-backfill',
  title: 'Batched backfill',
  description:
    'Fills a column where it is NULL, a batch at a time along the primary key, each in a transaction of its own: no row is locked for long, and after a failure the next run goes on. It reads results, so it cannot be written out by `--sql`.',
  parameters: [
    table,
    filled,
    value,
    { ...column('id'), name: 'key', title: 'Primary key, a single column' },
    { name: 'size', kind: 'number', title: 'Rows in a batch', example: '1000' },
  ],
  upgrade: (read) => {
    const escaped = (sql: string) => escapeColons(sql);
    const [rows, field] = [sqlName(read.table('table')), quoted(read.name('column'))].map(escaped);
    const [key, filling] = [quoted(read.name('key')), read.text('value')].map(escaped);
    return inAutocommitBlock(
      'bind = op.get_bind()',
      ...query('first', [`SELECT ${key} FROM ${rows} ORDER BY ${key} LIMIT 1`]),
      'while first is not None:',
      ...indented(
        ...query(
          'last',
          [
            `SELECT ${key} FROM (`,
            `    SELECT ${key} FROM ${rows} WHERE ${key} >= :first ORDER BY ${key} LIMIT ${read.text('size')}`,
            `) AS batch ORDER BY ${key} DESC LIMIT 1`,
          ],
          'first',
        ),
        'bind.execute(',
        ...indented(
          'sa.text("""',
          ...textLines([
            `UPDATE ${rows}`,
            `SET ${field} = ${filling}`,
            `WHERE ${field} IS NULL AND ${key} BETWEEN :first AND :last`,
          ]),
          '"""),',
          "{'first': first, 'last': last},",
        ),
        ')',
        ...query(
          'first',
          [`SELECT ${key} FROM ${rows} WHERE ${key} > :last ORDER BY ${key} LIMIT 1`],
          'last',
        ),
      ),
    );
  },
  downgrade: nothingToUndo,
  place: 'end',
};

/** `name = bind.scalar(…)`, of SQL in which one name may be bound. */
const query = (name: string, sql: readonly string[], bound?: string) => [
  `${name} = bind.scalar(`,
  ...indented(
    'sa.text("""',
    ...textLines(sql),
    '"""),',
    ...(bound === undefined ? [] : [`{'${bound}': ${bound}},`]),
  ),
  ')',
];

const indented = (...lines: readonly string[]) => lines.map((line) => `    ${line}`);

export const dataPatterns: readonly Pattern[] = [
  renameKey,
  renameJsonKey,
  backfill,
  batchedBackfill,
];
