import type { ObjectType as NodeObjectType } from '@pgsql/types';
import type { Node } from '../../sql/sql-parser.js';
import type { Effect, ObjectType } from '../change.js';
import type { ObjectName } from '../objects.js';
import { known, nameParts, qualifiedName, relationName } from './names.js';
import { cascade, ifExists, type StatementBuilders } from './statement-builder.js';

/** The parser's kinds of objects by ours. */
const objectTypes: Partial<Record<NodeObjectType, ObjectType>> = {
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_DOMAIN: 'domain',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FUNCTION: 'function',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_POLICY: 'policy',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_ROLE: 'role',
  OBJECT_ROUTINE: 'function',
  OBJECT_RULE: 'rule',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_STATISTIC_EXT: 'statistics',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TYPE: 'type',
  OBJECT_VIEW: 'view',
};

const typeOf = (type: NodeObjectType | undefined) => (type && objectTypes[type]) ?? 'other';

/** Objects that are named by their table first: `DROP TRIGGER name ON table`. */
const onTables: readonly ObjectType[] = ['trigger', 'policy', 'rule'];

type Dropped = Pick<Effect & { kind: 'drop_table' }, 'ifExists' | 'cascade'>;

function dropped(
  type: NodeObjectType | undefined,
  object: Node,
  options: Dropped,
  concurrent: boolean,
): Effect {
  if (type === 'OBJECT_TABLE' || type === 'OBJECT_FOREIGN_TABLE')
    return { kind: 'drop_table', table: qualifiedName(object), ...options };
  if (type === 'OBJECT_INDEX') {
    const index = qualifiedName(object);
    return { kind: 'drop_index', index, concurrently: concurrent, ...options };
  }
  if (type === 'OBJECT_TYPE') return { kind: 'drop_type', type: qualifiedName(object), ...options };
  const kind = typeOf(type);
  if (!onTables.includes(kind))
    return { kind: 'drop_object', object: { type: kind, name: qualifiedName(object) }, ...options };
  const parts = nameParts(object).map(known);
  const table: ObjectName = { schema: parts.at(-3), name: known(parts.at(-2)) };
  const name = { name: known(parts.at(-1)) };
  return { kind: 'drop_object', object: { type: kind, name, table }, ...options };
}

/** Statements that drop, rename or move an object. */
export const dropAndRename: StatementBuilders = {
  DropStmt: ({ objects, removeType, behavior, missing_ok: guarded, concurrent }) =>
    (objects ?? []).map((object) =>
      dropped(
        removeType,
        object,
        { ...ifExists(guarded), ...cascade(behavior) },
        concurrent ?? false,
      ),
    ),

  RenameStmt({ renameType, relationType, relation, object, subname, newname }) {
    const to = known(newname);
    switch (renameType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_FOREIGN_TABLE':
        return [{ kind: 'rename_table', table: relationName(relation), to }];
      case 'OBJECT_COLUMN': {
        const table = relationName(relation);
        return [{ kind: 'rename_column', table, column: known(subname), to }];
      }
      case 'OBJECT_INDEX':
        return [{ kind: 'rename_index', index: relationName(relation), to }];
      case 'OBJECT_TABCONSTRAINT': {
        const table = relationName(relation);
        return [{ kind: 'rename_constraint', table, name: known(subname), to }];
      }
      case 'OBJECT_TYPE':
        return [{ kind: 'rename_type', type: qualifiedName(object), to }];
      default: {
        const type = typeOf(renameType ?? relationType);
        const onTable = onTables.includes(type);
        const named = relation && !onTable ? relationName(relation) : undefined;
        const name = named ?? (subname === undefined ? qualifiedName(object) : { name: subname });
        const table = onTable ? { table: relationName(relation) } : {};
        return [{ kind: 'rename_object', object: { type, name, ...table }, to }];
      }
    }
  },

  AlterObjectSchemaStmt({ objectType, relation, object, newschema }) {
    const name = relation ? relationName(relation) : qualifiedName(object);
    return objectType === 'OBJECT_TABLE'
      ? [{ kind: 'set_table_schema', table: name, to: known(newschema) }]
      : [
          {
            kind: 'alter_object',
            object: { type: typeOf(objectType), name },
            statement: 'AlterObjectSchemaStmt',
          },
        ];
  },
};
