import { sqlalchemyName } from './sqlalchemy-name.js';
import type { KnownColumn, KnownSchema, KnownTable } from '../../changes/known-schema.js';
import { escapeColons } from '../../changes/inverse/python.js';
import type { ForeignKeyConstraint } from '../../changes/objects.js';
import type { ClassStyle } from './class-style.js';
import { named, type PythonWriter } from './python-writer.js';
import { pythonType } from './python-type.js';

/**
 * The attribute that declares a column as the migrations made it, in the style of its class;
 * undefined where it cannot be written for certain.
 */
export function columnCode(
  column: KnownColumn,
  known: KnownTable,
  schema: KnownSchema,
  style: ClassStyle,
  writer: PythonWriter,
): string | undefined {
  const { name, type, nullable, identity, generated, sequence, collation } = column;
  if (!/^[A-Za-z]\w*$/u.test(name) || reserved.has(name) || nullable === undefined)
    return undefined;
  if (identity || generated || sequence !== undefined || collation !== undefined) return undefined;
  const keys = known.constraints.flatMap((one) => (one.columns?.includes(name) ? [one] : []));
  if (keys.some(({ definition }) => definition.type === 'primary_key')) return undefined;
  const reference = keys.find(
    ({ definition, columns }) => definition.type === 'foreign_key' && columns?.length === 1,
  )?.definition;
  const target = reference?.type === 'foreign_key' ? targetOf(reference) : undefined;
  if (reference && target === undefined) return undefined;
  const printed = type.name;
  const value = printed === undefined ? undefined : pythonType(printed);
  const rendered = printed === undefined ? undefined : sqlalchemyName(printed, schema);
  if (printed === undefined || value === undefined || rendered === undefined) return undefined;
  const plain = style.implied(value) === printed;
  const fixed = style.kind === 'sqlmodel' || style.kind === 'mapped';
  const typed = fixed && (plain || target !== undefined) ? undefined : rendered;
  const onDelete = reference?.type === 'foreign_key' ? actionOf(reference) : undefined;
  const flags = flagsOf(name, known);
  const initial = defaultOf(column, writer);
  const annotation = style.optional(value, nullable);
  if (style.kind === 'sqlmodel') {
    const length = /^character varying\((\d+)\)$/u.exec(printed)?.[1];
    const args = [
      nullable ? 'default=None' : undefined,
      target && `foreign_key=${writer.text(target)}`,
      onDelete && `ondelete=${writer.text(onDelete)}`,
      length && target === undefined ? `max_length=${length}` : undefined,
      typed && length === undefined ? `sa_type=${typed}` : undefined,
      ...flags,
      initial && `sa_column_kwargs={${writer.text('server_default')}: ${initial}}`,
    ].flatMap((one) => one ?? []);
    const bare = args.length === 1 && nullable ? ' = None' : '';
    const call = ` = ${named('sqlmodel.Field')}(${args.join(', ')})`;
    return `${name}: ${annotation}${args.length === 0 ? '' : bare || call}`;
  }
  const args = [
    typed,
    target &&
      `${named('sqlalchemy.ForeignKey')}(${[writer.text(target), onDelete && `ondelete=${writer.text(onDelete)}`].filter(Boolean).join(', ')})`,
    ...flags,
    !fixed && !nullable ? 'nullable=False' : undefined,
    initial && `server_default=${initial}`,
  ].flatMap((one) => one ?? []);
  if (style.kind === 'column') return `${name} = ${style.callee}(${args.join(', ')})`;
  const call = args.length === 0 ? '' : ` = ${style.callee}(${args.join(', ')})`;
  return `${name}: ${named('sqlalchemy.orm.Mapped')}[${annotation}]${call}`;
}

/** Attributes that SQLAlchemy keeps for itself, and Python's words. */
const reserved: ReadonlySet<string> = new Set(
  'metadata registry and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield None True False'.split(
    ' ',
  ),
);

function targetOf({ references, referencedColumns }: ForeignKeyConstraint): string | undefined {
  const [column, ...more] = referencedColumns ?? [];
  if (!references || column === undefined || more.length > 0) return undefined;
  const schema = references.schema === undefined ? '' : `${references.schema}.`;
  return `${schema}${references.name}.${column}`;
}

const actionOf = ({ onDelete }: ForeignKeyConstraint) =>
  onDelete === undefined || onDelete === 'NO ACTION' ? undefined : onDelete;

/** `index=True` and `unique=True`, where that makes what the migrations made. */
function flagsOf(name: string, known: KnownTable): string[] {
  const own = known.indexes.filter(
    ({ definition: { keys, predicate, include, method }, constraint }) =>
      !constraint &&
      !predicate &&
      !include &&
      method === 'btree' &&
      keys?.length === 1 &&
      keys[0]?.column === name,
  );
  const index = own.find((one) => one.name === `ix_${known.name.name}_${name}`);
  const unique = known.constraints.some(
    ({ definition, columns }) =>
      definition.type === 'unique' && columns?.length === 1 && columns[0] === name,
  );
  return [
    ...(unique || index?.definition.unique ? ['unique=True'] : []),
    ...(index ? ['index=True'] : []),
  ];
}

function defaultOf({ default: initial }: KnownColumn, writer: PythonWriter): string | undefined {
  if (initial?.sql === undefined) return undefined;
  const { sql } = initial;
  if (/^(?:now\(\)|current_timestamp)$/iu.test(sql)) return `${named('sqlalchemy.func')}.now()`;
  const literal = /^'((?:[^'\\]|'')*)'(?:::[\w ]+)?$/u.exec(sql)?.[1];
  if (literal !== undefined) return writer.text(literal.replaceAll("''", "'"));
  return `${named('sqlalchemy.text')}(${writer.text(escapeColons(sql))})`;
}
