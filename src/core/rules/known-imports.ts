/** How a name is used: what follows it. */
export interface NameUse {
  /** `name.attribute`. */
  readonly attribute: string | undefined;
  /** `name(something, …)`: the first argument has no keyword. */
  readonly positional: boolean;
}

/**
 * The import that brings a name to a migration, e.g. `import sqlalchemy as sa`; undefined where
 * the name and its uses leave a doubt.
 */
export function importOf(name: string, uses: readonly NameUse[]): string | undefined {
  const asModule = uses.every(({ attribute }) => attribute !== undefined);
  if (name === 'datetime') return datetimeOf(uses);
  const own = asModule ? modules.get(name) : undefined;
  if (own !== undefined) return own;
  // `UUID('…')` is a value, `UUID(as_uuid=True)` a type.
  if (name === 'UUID' && uses.some(({ positional }) => positional)) return undefined;
  const module = homes.get(name);
  return module === undefined ? undefined : `from ${module} import ${name}`;
}

const partsOfModule = new Set(['datetime', 'date', 'time', 'timedelta', 'timezone', 'UTC']);

function datetimeOf(uses: readonly NameUse[]): string | undefined {
  const isModule = ({ attribute }: NameUse) => partsOfModule.has(attribute ?? '');
  if (uses.every(isModule)) return 'import datetime';
  return uses.some(isModule) ? undefined : 'from datetime import datetime';
}

/** Names that are used as `name.something`. */
const modules = new Map([
  ['sa', 'import sqlalchemy as sa'],
  ['op', 'from alembic import op'],
  ['context', 'from alembic import context'],
  ['postgresql', 'from sqlalchemy.dialects import postgresql'],
  ['func', 'from sqlalchemy import func'],
  ...[
    ...['alembic', 'geoalchemy2', 'sqlalchemy', 'sqlalchemy_utils', 'sqlmodel'],
    ...['collections', 'enum', 'functools', 'hashlib', 'itertools', 'json', 'logging', 'math'],
    ...['os', 're', 'secrets', 'sys', 'textwrap', 'time', 'uuid'],
  ].map((name) => [name, `import ${name}`] as const),
]);

const from = (module: string, names: string) =>
  names.split(' ').map((name) => [name, module] as const);

const homes = new Map([
  ...from(
    'sqlalchemy',
    'BigInteger Boolean CheckConstraint Column Computed Date DateTime Float ForeignKey ' +
      'ForeignKeyConstraint Identity Integer Interval LargeBinary MetaData Numeric ' +
      'PrimaryKeyConstraint SmallInteger String Table Text TIMESTAMP Unicode UnicodeText ' +
      'UniqueConstraint VARCHAR and_ bindparam or_ select text',
  ),
  ...from(
    'sqlalchemy.dialects.postgresql',
    'ARRAY BYTEA CIDR DATERANGE DOUBLE_PRECISION ENUM ExcludeConstraint HSTORE INET INT4RANGE ' +
      'INT8RANGE JSON JSONB MACADDR NUMRANGE TSRANGE TSTZRANGE TSVECTOR UUID',
  ),
  ...from('sqlalchemy.orm', 'Session sessionmaker'),
  ...from('sqlalchemy.sql', 'column table'),
  ...from('datetime', 'timedelta timezone'),
  ...from('uuid', 'uuid4'),
]);
