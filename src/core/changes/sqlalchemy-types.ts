import type { PythonValue } from '../python/value.js';
import { formatType, printIdentifier } from '../sql/format-type.js';
import { Arguments, lastPart, literalText } from './arguments.js';
import type { ColumnType, EnumType } from './objects.js';

/**
 * The PostgreSQL type that a SQLAlchemy type becomes, as `format_type` prints it, e.g.
 * `sa.String(64)` is `character varying(64)`.
 */
export function readSqlAlchemyType(value: PythonValue | undefined): ColumnType {
  if (!value) return unknown('no type is given');
  if (value.kind !== 'name' && value.kind !== 'call') return unknown('the type is not literal');
  if (value.kind === 'call' && value.method === 'with_variant') return variantOf(value);
  const path = value.path;
  if (path === undefined) return unknown('the type is computed');
  const name = lastPart(path).toLowerCase();
  const own = /^(sqlalchemy|sqlmodel|pgvector|citext)\b/.test(path);
  const reader = own && Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) return unknown(`${path} is not a type of SQLAlchemy's`);
  return typeof reader === 'string'
    ? { name: reader }
    : reader(value.kind === 'call' ? [value.args, value.keywords] : [[], []]);
}

/** `sa.JSON().with_variant(postgresql.JSONB(), "postgresql")`: that type where it says so. */
function variantOf(value: PythonValue & { readonly kind: 'call' }): ColumnType {
  const dialects = value.args.slice(1).map(literalText);
  return readSqlAlchemyType(dialects.includes('postgresql') ? value.args[0] : value.receiver);
}

type Call = Pick<PythonValue & { kind: 'call' }, 'args' | 'keywords'>;
type Given = readonly [Call['args'], Call['keywords']];
type Reader = (given: Given) => ColumnType;

const unknown = (reason: string): ColumnType => ({ name: undefined, reason });

/** A type whose positional arguments, in this order, are its modifiers. */
const sized =
  (type: string, ...parameters: string[]): Reader =>
  ([args, keywords]) => {
    const bound = new Arguments(parameters, args, keywords);
    const modifiers = parameters.flatMap((name) => bound.given(name) ?? []);
    const numbers = modifiers.map((value) => (value.kind === 'number' ? value.text : undefined));
    if (numbers.includes(undefined)) return unknown('its length or precision is not literal');
    return { name: formatType(type, numbers as string[]) };
  };

/** A time type: with or without time zone, with or without precision. */
const timed =
  (type: string): Reader =>
  ([args, keywords]) => {
    const bound = new Arguments(['timezone', 'precision'], args, keywords);
    const zone = bound.given('timezone');
    if (zone && zone.kind !== 'boolean') return unknown('its time zone is not literal');
    const precision = bound.given('precision');
    if (precision && precision.kind !== 'number') return unknown('its precision is not literal');
    const name = zone?.kind === 'boolean' && zone.value ? `${type}tz` : type;
    return { name: formatType(name, precision ? [precision.text] : []) };
  };

const char: Reader = (given) => {
  const { name, ...rest } = sized('bpchar', 'length')(given);
  return { ...rest, name: name === 'bpchar' ? 'character(1)' : name };
};

const float: Reader = ([args, keywords]) => {
  const precision = new Arguments(['precision'], args, keywords).given('precision');
  if (precision && precision.kind !== 'number') return unknown('its precision is not literal');
  return { name: precision && Number(precision.text) <= 24 ? 'real' : 'double precision' };
};

const interval: Reader = ([args, keywords]) => {
  if (args.length > 0) return unknown('its fields are given by position');
  const bound = new Arguments([], args, keywords);
  const precision = bound.given('precision') ?? bound.given('second_precision');
  const fields = bound.text('fields');
  const digits = precision?.kind === 'number' ? `(${precision.text})` : '';
  return { name: `interval${fields ? ` ${fields.toLowerCase()}` : ''}${digits}` };
};

const bit: Reader = ([args, keywords]) => {
  const varying = new Arguments(['length', 'varying'], args, keywords).flag('varying') ?? false;
  const { name } = sized(varying ? 'varbit' : 'bit', 'length')([args.slice(0, 1), keywords]);
  return name === 'bit' ? { name: 'bit(1)' } : { name };
};

const array: Reader = ([args, keywords]) => {
  const item = readSqlAlchemyType(new Arguments(['item_type'], args, keywords).value('item_type'));
  return item.name === undefined ? item : { ...item, name: `${item.name}[]` };
};

const uuid: Reader = ([args, keywords]) =>
  new Arguments([], args, keywords).flag('native_uuid') === false
    ? { name: 'character(32)' }
    : { name: 'uuid' };

const enumeration: Reader = ([args, keywords]) => {
  const bound = new Arguments([], args, keywords);
  const [first] = args;
  const texts = args.map(literalText);
  const known = texts.length > 0 && !texts.includes(undefined) && !bound.open;
  const labels = known ? (texts as string[]) : undefined;
  if (bound.flag('native_enum') === false) return checkedText(bound, labels);
  const ofClass = first?.kind === 'name' ? lastPart(first.path).toLowerCase() : undefined;
  const name = bound.given('name') ? bound.text('name') : ofClass;
  if (name === undefined) return unknown("the enum's name is not literal");
  const schema = bound.text('schema');
  const created = bound.flag('create_type') !== false;
  const type: EnumType = { name: { schema, name }, labels, created };
  const printed = [schema, name].flatMap((part) => part ?? []).map(printIdentifier);
  return { name: printed.join('.'), enum: type };
};

/** `native_enum=False`: text as long as the longest label. */
function checkedText(bound: Arguments, labels: readonly string[] | undefined): ColumnType {
  const length = bound.given('length');
  if (length?.kind === 'number') return { name: formatType('varchar', [length.text]) };
  if (!labels || length) return unknown("the enum's labels are not literal");
  const longest = Math.max(0, ...labels.map((label) => Array.from(label).length));
  return { name: formatType('varchar', [String(longest)]) };
}

/** By lower-case name of the class: what it becomes on PostgreSQL. */
const readers: Readonly<Record<string, Reader | string>> = {
  array,
  autostring: sized('varchar', 'length'),
  biginteger: 'bigint',
  bigint: 'bigint',
  bit,
  boolean: 'boolean',
  bytea: 'bytea',
  char,
  cidr: 'cidr',
  citext: 'citext',
  date: 'date',
  datemultirange: 'datemultirange',
  daterange: 'daterange',
  datetime: timed('timestamp'),
  decimal: sized('numeric', 'precision', 'scale'),
  double: 'double precision',
  double_precision: 'double precision',
  enum: enumeration,
  float,
  hstore: 'hstore',
  halfvec: sized('halfvec', 'dim'),
  inet: 'inet',
  int: 'integer',
  int4multirange: 'int4multirange',
  int4range: 'int4range',
  int8multirange: 'int8multirange',
  int8range: 'int8range',
  integer: 'integer',
  interval,
  json: 'json',
  jsonb: 'jsonb',
  jsonpath: 'jsonpath',
  largebinary: 'bytea',
  macaddr: 'macaddr',
  macaddr8: 'macaddr8',
  money: 'money',
  numeric: sized('numeric', 'precision', 'scale'),
  nummultirange: 'nummultirange',
  numrange: 'numrange',
  oid: 'oid',
  pickletype: 'bytea',
  real: 'real',
  regclass: 'regclass',
  regconfig: 'regconfig',
  smallint: 'smallint',
  smallinteger: 'smallint',
  string: sized('varchar', 'length'),
  text: 'text',
  time: timed('time'),
  timestamp: timed('timestamp'),
  tsmultirange: 'tsmultirange',
  tsquery: 'tsquery',
  tsrange: 'tsrange',
  tstzmultirange: 'tstzmultirange',
  tstzrange: 'tstzrange',
  tsvector: 'tsvector',
  unicode: sized('varchar', 'length'),
  unicodetext: 'text',
  uuid,
  varchar: sized('varchar', 'length'),
  vector: sized('vector', 'dim'),
};
