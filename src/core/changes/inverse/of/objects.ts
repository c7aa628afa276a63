import { hole } from '../../../sql/mask.js';
import type { ObjectRef } from '../../change.js';
import { best } from '../../known-schema.js';
import { code, nothing, notDerivable } from '../inverse.js';
import { call, execute, keyword, quoted, schemaOf, sqlName, text } from '../python.js';
import { existingComment } from './constraints.js';
import type { Inverses } from './handler.js';

type Kinds =
  | 'create_enum'
  | 'add_enum_value'
  | 'rename_enum_value'
  | 'drop_type'
  | 'rename_type'
  | 'create_object'
  | 'drop_object'
  | 'rename_object'
  | 'alter_object'
  | 'comment';

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

export const objects: Pick<Inverses, Kinds> = {
  create_enum({ type, ifNotExists, implicit }, { before }) {
    const known = before.enum(type).state;
    if ((ifNotExists || implicit) && known === 'present') return nothing;
    if (ifNotExists && known === 'unknown')
      return notDerivable('whether the type was there before is not known');
    return code([execute(`DROP TYPE ${sqlName(type)}`)]);
  },

  add_enum_value({ type, value }, { before }) {
    const known = best(before.enum(type))?.labels;
    if (known?.includes(value)) return nothing;
    return code(
      [
        `# PostgreSQL cannot remove the value ${text(value)} from the type ${type.name}. It stays; an`,
        '# unused value does no harm.',
      ],
      `the value ${value} stays in the type ${type.name}`,
    );
  },

  rename_enum_value: ({ type, value, to }) =>
    code([execute(`ALTER TYPE ${sqlName(type)} RENAME VALUE ${literal(to)} TO ${literal(value)}`)]),

  drop_type({ type, ifExists, cascade }, { before }) {
    const known = before.enum(type);
    const object = best(before.object('type', type)) ?? best(before.object('domain', type));
    if (known.state === 'absent' && !object && ifExists) return nothing;
    if (cascade) return notDerivable('what CASCADE dropped with the type is not known');
    if (known.state === 'present' && known.value.labels) {
      const labels = known.value.labels.map(literal).join(', ');
      return code([execute(`CREATE TYPE ${sqlName(type)} AS ENUM (${labels})`)]);
    }
    if (object?.sql !== undefined && !object.sql.includes(hole)) return code([execute(object.sql)]);
    return notDerivable(
      known.state === 'unknown' ? known.doubt.reason : 'what the type was is not known',
    );
  },

  rename_type: ({ type, to }) =>
    code([
      execute(
        `ALTER TYPE ${sqlName({ schema: type.schema, name: to })} RENAME TO ${quoted(type.name)}`,
      ),
    ]),

  create_object({ object, replace, ifNotExists }, { before }) {
    const known = before.object(object.type, object.name, object.table);
    if (known.state === 'present' && ifNotExists) return nothing;
    if (known.state === 'present' && replace) return again(orReplace(known.value.sql), object);
    if (known.state === 'unknown' && (replace || ifNotExists))
      return notDerivable(`whether the ${object.type} was there before is not known`);
    const word = dropWords[object.type];
    if (word === undefined) return notDerivable(`how to drop the ${object.type} is not known`);
    const on = object.table ? ` ON ${sqlName(object.table)}` : '';
    return code([execute(`DROP ${word} ${sqlName(object.name)}${on}`)]);
  },

  drop_object({ object, ifExists, cascade }, { before }) {
    const known = before.object(object.type, object.name, object.table);
    if (known.state === 'absent' && ifExists) return nothing;
    if (cascade) return notDerivable(`what CASCADE dropped with the ${object.type} is not known`);
    if (known.state === 'unknown') return notDerivable(known.doubt.reason);
    return again(known.state === 'present' ? known.value.sql : undefined, object);
  },

  rename_object({ object, to }) {
    const word = dropWords[object.type];
    if (word === undefined) return notDerivable(`how to rename the ${object.type} is not known`);
    const name = sqlName({ schema: object.table ? undefined : object.name.schema, name: to });
    const on = object.table ? ` ON ${sqlName(object.table)}` : '';
    return code([execute(`ALTER ${word} ${name}${on} RENAME TO ${quoted(object.name.name)}`)]);
  },

  alter_object: ({ object }) => notDerivable(`what the ${object.type} was before is not known`),

  comment({ on, object, column, text: now }, { before }) {
    if (on === 'other') return notDerivable('the comment that was there before is not known');
    const known = on === 'table' ? before.table(object) : before.column(object, column ?? '');
    if (known.state !== 'present')
      return notDerivable('the comment that was there before is not known');
    const old = known.value.comment;
    if (on === 'column')
      return code([
        call(
          'op.alter_column',
          text(object.name),
          text(column ?? ''),
          keyword('comment', old === undefined ? 'None' : text(old)),
          existingComment(now),
          schemaOf(object),
        ),
      ]);
    const name = old === undefined ? 'op.drop_table_comment' : 'op.create_table_comment';
    const given = old === undefined ? undefined : text(old);
    return code([call(name, text(object.name), given, existingComment(now), schemaOf(object))]);
  },
};

const orReplace = (sql: string | undefined) =>
  sql?.replace(/^\s*create\s+(?!or\s+replace\b)/i, 'CREATE OR REPLACE ');

/** What the statement that made the object says. */
function again(sql: string | undefined, { type, name }: ObjectRef) {
  return sql === undefined || sql.includes(hole)
    ? notDerivable(`the text of the ${type} ${name.name} is not known`)
    : code([execute(sql)]);
}

const dropWords: Readonly<Partial<Record<ObjectRef['type'], string>>> = {
  sequence: 'SEQUENCE',
  view: 'VIEW',
  'materialized view': 'MATERIALIZED VIEW',
  schema: 'SCHEMA',
  extension: 'EXTENSION',
  function: 'FUNCTION',
  procedure: 'PROCEDURE',
  trigger: 'TRIGGER',
  policy: 'POLICY',
  rule: 'RULE',
  type: 'TYPE',
  domain: 'DOMAIN',
  statistics: 'STATISTICS',
  publication: 'PUBLICATION',
  role: 'ROLE',
};
