import type { PythonValue } from '../python/value.js';
import { printIdentifier } from '../sql/format-type.js';
import { Arguments, lastPart, literalText } from './arguments.js';
import { defaultExpression, sqlExpression } from './expressions.js';
import type {
  ColumnDefinition,
  Constraint,
  EnumType,
  Expression,
  Generated,
  Identity,
  IndexDefinition,
  ObjectName,
} from './objects.js';
import { readConstraint, readForeignKey } from './sqlalchemy-constraints.js';
import { readSqlAlchemyType } from './sqlalchemy-types.js';

/** What one `sa.Column(…)` declares. */
export interface DeclaredColumn {
  readonly column: ColumnDefinition;
  readonly primaryKey: boolean;
  /** `autoincrement=False`, a default or an identity keeps an integer key from being a serial. */
  readonly plainInteger: boolean;
  /** Foreign keys, checks and `unique=True`. */
  readonly constraints: readonly Constraint[];
  /** `index=True`. */
  readonly index?: IndexDefinition;
  readonly enum?: EnumType;
}

type Call = PythonValue & { readonly kind: 'call' };

const items = ['ForeignKey', 'Identity', 'Computed', 'Sequence', 'FetchedValue', 'CheckConstraint'];

/** Reads `sa.Column(name, type, …)`; undefined where that is not what the value is. */
export function readColumn(value: PythonValue | undefined, table: ObjectName) {
  if (value?.kind !== 'call' || lastPart(value.path) !== 'Column') return undefined;
  return readCall(value, table);
}

/** The name of `sa.Column(name, …)`; undefined where it is not literal. */
export function columnName({ args, keywords }: Call): string | undefined {
  return literalText(args[0]) ?? new Arguments([], args, keywords).text('name');
}

/** What says the type in `sa.Column(name, type, …)`. */
export function typeValue({ args, keywords }: Call): PythonValue | undefined {
  const positional = literalText(args[0]) === undefined ? args : args.slice(1);
  const named = keywords.find(({ name }) => name === 'type_')?.value;
  return named ?? positional.find((value) => !isAnyItem(value));
}

function readCall(call: Call, table: ObjectName): DeclaredColumn | undefined {
  const bound = new Arguments([], call.args, call.keywords);
  const name = columnName(call);
  if (name === undefined) return undefined;
  const item = (kind: string) => call.args.filter((value) => isItem(value, kind)) as Call[];
  const type = readSqlAlchemyType(typeValue(call));
  const primaryKey = bound.flag('primary_key') ?? false;
  const identity = identityOf(item('Identity')[0] ?? bound.given('server_default'));
  const generated = generatedOf(item('Computed')[0] ?? bound.given('server_default'));
  const stated = identity || generated ? undefined : bound.given('server_default');
  const references = item('ForeignKey').map((key) => readForeignKey(key, name));
  const column: ColumnDefinition = {
    name,
    type,
    nullable: nullability(bound, primaryKey || identity !== undefined),
    ...(stated ? { default: defaultOf(stated) } : {}),
    ...(identity ? { identity } : {}),
    ...(generated ? { generated } : {}),
    ...(bound.text('comment') === undefined ? {} : { comment: bound.text('comment') ?? '' }),
  };
  const unique = bound.flag('unique') ?? false;
  const indexed = bound.flag('index') ?? false;
  return {
    column,
    primaryKey,
    plainInteger: bound.flag('autoincrement') === false || Boolean(stated ?? identity),
    constraints: [
      ...references,
      ...item('CheckConstraint').flatMap((check) => readConstraint(check) ?? []),
      ...checkOfType(typeValue(call), name),
      ...(unique && !indexed ? [{ type: 'unique', columns: [name] } as const] : []),
    ],
    ...(indexed ? { index: indexOf(table, name, unique) } : {}),
    ...(type.enum ? { enum: type.enum } : {}),
  };
}

/** `sa.Enum(…, native_enum=False, create_constraint=True)` is text with a check, named as the type. */
function checkOfType(type: PythonValue | undefined, column: string): readonly Constraint[] {
  if (type?.kind !== 'call' || lastPart(type.path) !== 'Enum') return [];
  const bound = new Arguments([], type.args, type.keywords);
  if (bound.flag('native_enum') !== false || !bound.flag('create_constraint')) return [];
  const labels = type.args.map(literalText);
  const list = labels.map((label) => `'${(label ?? '').replaceAll("'", "''")}'`).join(', ');
  const sql = labels.includes(undefined) ? undefined : `${printIdentifier(column)} IN (${list})`;
  return [{ type: 'check', name: bound.text('name'), expression: { sql } }];
}

const isItem = (value: PythonValue, kind: string) =>
  value.kind === 'call' && lastPart(value.path) === kind;

const isAnyItem = (value: PythonValue) => items.some((kind) => isItem(value, kind));

function nullability(bound: Arguments, notNull: boolean): boolean | undefined {
  const value = bound.value('nullable');
  if (value) return value.kind === 'boolean' ? value.value : undefined;
  return bound.open ? undefined : !notNull;
}

/** The default that `server_default=` states; undefined text where only running could tell. */
export function defaultOf(value: PythonValue): Expression {
  return lastPart(value.kind === 'call' ? value.path : '') === 'FetchedValue'
    ? { sql: undefined }
    : defaultExpression(value);
}

/** `sa.Identity(always=True)`. */
export function identityOf(value: PythonValue | undefined): Identity | undefined {
  if (value?.kind !== 'call' || lastPart(value.path) !== 'Identity') return undefined;
  const always = new Arguments([], value.args, value.keywords).flag('always') ?? false;
  return always ? 'always' : 'by default';
}

/** `sa.Computed("a + b", persisted=True)`: stored unless it says otherwise (PostgreSQL before 18). */
function generatedOf(value: PythonValue | undefined): Generated | undefined {
  if (value?.kind !== 'call' || lastPart(value.path) !== 'Computed') return undefined;
  const bound = new Arguments(['sqltext', 'persisted'], value.args, value.keywords);
  const stored = bound.flag('persisted') ?? true;
  return { expression: sqlExpression(bound.value('sqltext')), stored };
}

function indexOf(table: ObjectName, column: string, unique: boolean): IndexDefinition {
  return { name: undefined, table, keys: [{ column }], unique, method: 'btree' };
}
