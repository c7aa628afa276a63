import { typeParts } from '../../changes/effects/type-text.js';
import { named } from './python-writer.js';

const byBase: Readonly<Record<string, string>> = {
  bigint: 'int',
  boolean: 'bool',
  bytea: 'bytes',
  character: 'str',
  'character varying': 'str',
  citext: 'str',
  date: named('datetime.date'),
  'double precision': 'float',
  integer: 'int',
  interval: named('datetime.timedelta'),
  json: `dict[str, ${named('typing.Any')}]`,
  jsonb: `dict[str, ${named('typing.Any')}]`,
  numeric: named('decimal.Decimal'),
  real: 'float',
  smallint: 'int',
  text: 'str',
  'time with time zone': named('datetime.time'),
  'time without time zone': named('datetime.time'),
  'timestamp with time zone': named('datetime.datetime'),
  'timestamp without time zone': named('datetime.datetime'),
  uuid: named('uuid.UUID'),
};

/** The Python type of a column's values, names yet to be spelled; enums and the like are text. */
export function pythonType(printed: string): string {
  const { base, array } = typeParts(printed);
  const item = (Object.hasOwn(byBase, base) ? byBase[base] : undefined) ?? 'str';
  return array ? `list[${item}]` : item;
}
