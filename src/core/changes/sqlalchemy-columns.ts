import type { PythonValue } from '../python/value.js';
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

function readCall(call: Call, table: ObjectName): DeclaredColumn | undefined {
  const bound = new Arguments([], call.args, call.keywords);
  const named = literalText(call.args[0]);
  const name = named ?? bound.text('name');
  if (name === undefined) return undefined;
  const positional = named === undefined ? call.args : call.args.slice(1);
  const item = (kind: string) => positional.filter((value) => isItem(value, kind)) as Call[];
  const typeValue = bound.value('type_') ?? positional.find((value) => !isAnyItem(value));
  const type = readSqlAlchemyType(typeValue);
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
      ...(unique && !indexed ? [{ type: 'unique', columns: [name] } as const] : []),
    ],
    ...(indexed ? { index: indexOf(table, name, unique) } : {}),
    ...(type.enum ? { enum: type.enum } : {}),
  };
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
