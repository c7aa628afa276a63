import { as, strings } from '../../sql/nodes.js';
import type { Node } from '../../sql/sql-parser.js';
import type { ObjectRef, ObjectType } from '../change.js';
import type { ObjectName } from '../objects.js';
import { known, qualifiedName, relationName } from './names.js';
import { ifNotExists, type StatementBuilders } from './statement-builder.js';

const created = (type: ObjectType, name: ObjectName, options: object = {}, table?: ObjectName) =>
  [
    {
      kind: 'create_object',
      object: { type, name, ...(table ? { table } : {}) } satisfies ObjectRef,
      ...options,
    },
  ] as const;

const replace = (written: boolean | undefined) => (written ? { replace: true } : {});
const alone = (name: string | undefined): ObjectName => ({ name: known(name) });

/** Statements that create an object as a whole. */
export const createObjects: StatementBuilders = {
  ViewStmt: ({ view, replace: written }) => created('view', relationName(view), replace(written)),
  CreateSchemaStmt: ({ schemaname, authrole, if_not_exists: guarded }) =>
    created('schema', alone(schemaname ?? authrole?.rolename), ifNotExists(guarded)),
  CreateExtensionStmt: ({ extname, if_not_exists: guarded }) =>
    created('extension', alone(extname), ifNotExists(guarded)),
  CreateFunctionStmt: ({ funcname, is_procedure: procedure, replace: written }) =>
    created(procedure ? 'procedure' : 'function', qualifiedName(funcname), replace(written)),
  CreateTrigStmt: ({ trigname, relation, replace: written }) =>
    created('trigger', alone(trigname), replace(written), relationName(relation)),
  CreatePolicyStmt: ({ policy_name: name, table }) =>
    created('policy', alone(name), {}, relationName(table)),
  RuleStmt: ({ rulename, relation, replace: written }) =>
    created('rule', alone(rulename), replace(written), relationName(relation)),
  CompositeTypeStmt: ({ typevar }) => created('type', relationName(typevar)),
  CreateRangeStmt: ({ typeName }) => created('type', qualifiedName(typeName)),
  CreateDomainStmt: ({ domainname }) => created('domain', qualifiedName(domainname)),
  CreatePublicationStmt: ({ pubname }) => created('publication', alone(pubname)),
  CreateRoleStmt: ({ role }) => created('role', alone(role)),
  DefineStmt({ kind, defnames, replace: written }) {
    const type =
      kind === 'OBJECT_AGGREGATE' ? 'aggregate' : kind === 'OBJECT_TYPE' ? 'type' : 'other';
    return created(type, qualifiedName(defnames), replace(written));
  },
  CreateEnumStmt: ({ typeName, vals }) => [
    { kind: 'create_enum', type: qualifiedName(typeName), labels: strings(vals).map(known) },
  ],
  AlterEnumStmt({ typeName, oldVal, newVal, newValNeighbor, newValIsAfter, skipIfNewValExists }) {
    const type = qualifiedName(typeName);
    const value = known(newVal);
    if (oldVal !== undefined)
      return [{ kind: 'rename_enum_value', type, value: known(oldVal), to: value }];
    const where = newValIsAfter ? 'after' : 'before';
    return [
      {
        kind: 'add_enum_value',
        type,
        value,
        ...(newValNeighbor === undefined
          ? {}
          : { position: { where, label: known(newValNeighbor) } as const }),
        ...ifNotExists(skipIfNewValExists),
      },
    ];
  },
  CommentStmt({ objtype, object, comment }) {
    const names = strings(as(object, 'List')?.items);
    const text = comment === undefined || comment === '' ? undefined : comment;
    if (objtype === 'OBJECT_COLUMN')
      return [
        {
          kind: 'comment',
          on: 'column',
          object: { schema: names.at(-3), name: known(names.at(-2)) },
          column: known(names.at(-1)),
          text,
        },
      ];
    const on = objtype === 'OBJECT_TABLE' ? 'table' : 'other';
    return [{ kind: 'comment', on, object: commented(object), text }];
  },
};

function commented(object: Node | undefined): ObjectName {
  const relation = as(object, 'RangeVar');
  return relation ? relationName(relation) : qualifiedName(object);
}
