import { as, strings } from '../../sql/nodes.js';
import type { Node } from '../../sql/sql-parser.js';
import type { ObjectRef, ObjectType } from '../change.js';
import type { ObjectName } from '../objects.js';
import { columnReads } from './column-reads.js';
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
const reads = (query: object | undefined, own?: ObjectName) =>
  query ? { reads: columnReads(query, own) } : {};

/** `FOR TABLE t (a, b) WHERE (c > 0)`: the columns of the condition. */
function filtered(node: Node) {
  const { relation, whereClause } = as(node, 'PublicationObjSpec')?.pubtable ?? {};
  return whereClause ? columnReads({ whereClause }, relationName(relation)) : [];
}

const alone = (name: string | undefined): ObjectName => ({ name: known(name) });

/** Statements that create an object as a whole. */
export const createObjects: StatementBuilders = {
  ViewStmt: ({ view, query, replace: written }) =>
    created('view', relationName(view), { ...replace(written), ...reads(query) }),
  CreateSchemaStmt: ({ schemaname, authrole, if_not_exists: guarded }) =>
    created('schema', alone(schemaname ?? authrole?.rolename), ifNotExists(guarded)),
  CreateExtensionStmt: ({ extname, if_not_exists: guarded }) =>
    created('extension', alone(extname), ifNotExists(guarded)),
  CreateFunctionStmt: ({ funcname, is_procedure: procedure, replace: written, sql_body: body }) =>
    created(procedure ? 'procedure' : 'function', qualifiedName(funcname), {
      ...replace(written),
      ...reads(body),
    }),
  CreateTrigStmt({ trigname, relation, replace: written, columns, whenClause }) {
    const table = relationName(relation);
    const watched = strings(columns).map((column) => ({ tables: [table], column }));
    const read = [...watched, ...columnReads({ whenClause }, table)];
    return created('trigger', alone(trigname), { ...replace(written), reads: read }, table);
  },
  CreatePolicyStmt({ policy_name: name, table: relation, qual, with_check: check }) {
    const table = relationName(relation);
    return created('policy', alone(name), reads({ qual, check }, table), table);
  },
  RuleStmt({ rulename, relation, replace: written, whereClause, actions }) {
    const table = relationName(relation);
    const read = reads({ whereClause, actions }, table);
    return created('rule', alone(rulename), { ...replace(written), ...read }, table);
  },
  CompositeTypeStmt: ({ typevar }) => created('type', relationName(typevar)),
  CreateRangeStmt: ({ typeName }) => created('type', qualifiedName(typeName)),
  CreateDomainStmt: ({ domainname }) => created('domain', qualifiedName(domainname)),
  CreatePublicationStmt: ({ pubname, pubobjects }) =>
    created('publication', alone(pubname), { reads: (pubobjects ?? []).flatMap(filtered) }),
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
