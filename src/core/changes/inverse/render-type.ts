import { typeParts } from '../effects/type-text.js';
import { best, type KnownSchema } from '../known-schema.js';
import { call, keyword, schemaOf, text } from './python.js';

/**
 * A type as `format_type` prints it, as SQLAlchemy writes it, e.g. `sa.String(length=64)`.
 * Undefined where SQLAlchemy has no class for it in all of its versions: then SQL must be written.
 */
export function renderType(printed: string, schema: KnownSchema): string | undefined {
  const { base, modifiers, fields, array } = typeParts(printed);
  if (array) {
    const item = renderType(printed.replace(/(\[\])+$/, ''), schema);
    return item && `postgresql.ARRAY(${item})`;
  }
  const [first, second] = modifiers.map(String);
  const plain = Object.hasOwn(simple, base) ? simple[base] : undefined;
  if (plain !== undefined && modifiers.length === 0 && fields === '') return plain;
  const zoned = base.endsWith('with time zone') ? 'True' : undefined;
  switch (base) {
    case 'character varying':
      return call('sa.String', keyword('length', first));
    case 'character':
      return call('sa.CHAR', keyword('length', first));
    case 'numeric':
      return call('sa.Numeric', keyword('precision', first), keyword('scale', second));
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return call('postgresql.TIMESTAMP', keyword('timezone', zoned), keyword('precision', first));
    case 'time with time zone':
    case 'time without time zone':
      return call('postgresql.TIME', keyword('timezone', zoned), keyword('precision', first));
    case 'interval':
      return call(
        'postgresql.INTERVAL',
        keyword('fields', fields === '' ? undefined : text(fields)),
        keyword('precision', first),
      );
    case 'bit':
      return call('postgresql.BIT', keyword('length', first));
    case 'bit varying':
      return call('postgresql.BIT', keyword('length', first), 'varying=True');
    default:
      return enumType(base, schema);
  }
}

function enumType(printed: string, schema: KnownSchema): string | undefined {
  const [name = '', place] = printed
    .split('.')
    .map((part) => part.replace(/^"(.*)"$/, '$1'))
    .reverse();
  const known = best(schema.enum({ schema: place, name }));
  if (!known) return undefined;
  const labels = (known.labels ?? []).map(text);
  const named = keyword('name', text(name));
  return call('postgresql.ENUM', ...labels, named, schemaOf(known.name), 'create_type=False');
}

const simple: Readonly<Record<string, string>> = {
  bigint: 'sa.BigInteger()',
  boolean: 'sa.Boolean()',
  bytea: 'sa.LargeBinary()',
  'character varying': 'sa.String()',
  cidr: 'postgresql.CIDR()',
  date: 'sa.Date()',
  daterange: 'postgresql.DATERANGE()',
  'double precision': 'sa.Float()',
  hstore: 'postgresql.HSTORE()',
  inet: 'postgresql.INET()',
  int4range: 'postgresql.INT4RANGE()',
  int8range: 'postgresql.INT8RANGE()',
  integer: 'sa.Integer()',
  interval: 'sa.Interval()',
  json: 'postgresql.JSON()',
  jsonb: 'postgresql.JSONB()',
  macaddr: 'postgresql.MACADDR()',
  money: 'postgresql.MONEY()',
  numeric: 'sa.Numeric()',
  numrange: 'postgresql.NUMRANGE()',
  oid: 'postgresql.OID()',
  real: 'sa.REAL()',
  regclass: 'postgresql.REGCLASS()',
  smallint: 'sa.SmallInteger()',
  text: 'sa.Text()',
  'time without time zone': 'sa.Time()',
  'timestamp with time zone': 'sa.DateTime(timezone=True)',
  'timestamp without time zone': 'sa.DateTime()',
  tsrange: 'postgresql.TSRANGE()',
  tstzrange: 'postgresql.TSTZRANGE()',
  tsvector: 'postgresql.TSVECTOR()',
  uuid: 'postgresql.UUID(as_uuid=True)',
};
