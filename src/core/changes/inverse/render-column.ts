import type { KnownColumn, KnownSchema } from '../known-schema.js';
import type { ObjectName } from '../objects.js';
import { call, execute, keyword, quoted, schemaOf, sqlName, sqlText, text } from './python.js';
import { renderType } from './render-type.js';

/** `sa.Column(…)`; undefined where SQLAlchemy has no type for it. */
export function renderColumn(column: KnownColumn, schema: KnownSchema): string | undefined {
  const type = column.type.name === undefined ? undefined : renderType(column.type.name, schema);
  if (type === undefined || column.collation !== undefined) return undefined;
  const { identity, generated, comment } = column;
  return call(
    'sa.Column',
    text(column.name),
    type,
    identity && call('sa.Identity', identity === 'always' ? 'always=True' : 'always=False'),
    generated &&
      call(
        'sa.Computed',
        text(generated.expression.sql ?? ''),
        `persisted=${generated.stored ? 'True' : 'False'}`,
      ),
    defaultOf(column),
    `nullable=${column.nullable === false ? 'False' : 'True'}`,
    keyword('comment', comment === undefined ? undefined : text(comment)),
  );
}

/** Why a column cannot be written down; undefined where it can. */
export function unknownIn(column: KnownColumn): string | undefined {
  const { type, nullable, default: initial, generated, doubt } = column;
  if (doubt) return doubt.reason;
  if (type.name === undefined) return `the type of ${column.name} is not known`;
  if (nullable === undefined) return `whether ${column.name} may be NULL is not known`;
  if (initial && initial.sql === undefined) return `the default of ${column.name} is not known`;
  if (generated && generated.expression.sql === undefined)
    return `the expression of ${column.name} is not known`;
  return undefined;
}

function defaultOf({ default: initial, sequence, identity }: KnownColumn): string | undefined {
  if (initial?.sql === undefined || identity || sequence !== undefined) return undefined;
  return `server_default=${sqlText(initial.sql)}`;
}

/** `op.add_column(…)`, as SQL where SQLAlchemy cannot say it. */
export function addColumn(table: ObjectName, column: KnownColumn, schema: KnownSchema): string[] {
  const rendered =
    column.sequence === undefined || column.identity ? renderColumn(column, schema) : undefined;
  if (rendered !== undefined)
    return [call('op.add_column', text(table.name), rendered, schemaOf(table))];
  const comment =
    column.comment === undefined
      ? []
      : [
          execute(
            `COMMENT ON COLUMN ${sqlName(table)}.${quoted(column.name)} IS '${column.comment.replaceAll("'", "''")}'`,
          ),
        ];
  return [execute(`ALTER TABLE ${sqlName(table)} ADD COLUMN ${columnSql(column)}`), ...comment];
}

/** A column in SQL. */
export function columnSql(column: KnownColumn): string {
  const { name, type, identity, generated, sequence, collation, nullable } = column;
  const serial = sequence !== undefined && !identity;
  const printed = serial ? (serials[type.name ?? ''] ?? 'serial') : (type.name ?? '');
  return [
    quoted(name),
    printed,
    collation === undefined ? '' : `COLLATE ${quoted(collation)}`,
    identity ? `GENERATED ${identity.toUpperCase()} AS IDENTITY` : '',
    generated
      ? `GENERATED ALWAYS AS (${generated.expression.sql ?? ''})${generated.stored ? ' STORED' : ' VIRTUAL'}`
      : '',
    column.default?.sql !== undefined && !serial ? `DEFAULT ${column.default.sql}` : '',
    nullable === false && !identity && !serial ? 'NOT NULL' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const serials: Readonly<Record<string, string>> = {
  smallint: 'smallserial',
  integer: 'serial',
  bigint: 'bigserial',
};
