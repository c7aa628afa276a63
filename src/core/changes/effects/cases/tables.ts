import { sameName } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import {
  type Case,
  type CaseContext,
  type Cases,
  mentions,
  referencedBy,
  tableIn,
} from './case.js';

export const tableCases: Cases = {
  create_table({ table, constraints, partitionOf, source, incomplete }, context) {
    const cases: Case[] = [];
    const referenced = constraints.flatMap((constraint) =>
      constraint.type === 'foreign_key' &&
      constraint.references &&
      !sameName(constraint.references, table)
        ? [constraint.references]
        : [],
    );
    if (referenced.length > 0)
      cases.push({ row: 'create-table-references', relations: { referenced } });
    if (partitionOf) cases.push(newPartition(partitionOf, context));
    else if (incomplete !== undefined) cases.push(...copied(source.sql, table, context));
    return cases.length > 0 ? cases : [{ row: 'create-table' }];
  },

  drop_table({ table, cascade }, { schema }) {
    const known = tableIn(schema, table);
    const referencing = (schema?.referencesTo(table) ?? []).flatMap((reference) =>
      sameName(reference.table.name, table) || reference.constraint.doubt || reference.table.doubt
        ? []
        : [reference.table.name],
    );
    const referenced = referencedBy(known).filter((name) => !sameName(name, table));
    const parent = known?.partitionOf ? [known.partitionOf] : [];
    const relations = { referenced, parent, referencing };
    if (!cascade && referencing.length > 0) return [{ row: 'drop-table-referenced' }];
    if (!cascade) return [{ row: 'drop-table', relations: { referenced, parent } }];
    const user = viewsOn(table, schema);
    return [{ row: 'drop-table-cascade', relations: { ...relations, user } }];
  },

  rename_table: () => [{ row: 'rename-table' }],
  set_table_schema: () => [{ row: 'set-schema' }],

  attach_partition: ({ table, partition }, context) => [
    {
      row: 'attach-partition',
      relations: {
        partition: [partition],
        'default partition': defaultPartition(table, context),
        referenced: referencedBy(tableIn(context.schema, table)),
      },
    },
  ],

  detach_partition({ table, partition, concurrently }, context) {
    const standard = defaultPartition(table, context);
    if (concurrently && context.inTransaction)
      return [{ row: 'detach-partition-concurrently-in-transaction' }];
    if (concurrently && standard.length > 0)
      return [{ row: 'detach-partition-concurrently-default' }];
    if (concurrently)
      return [{ row: 'detach-partition-concurrently', relations: { partition: [partition] } }];
    const referenced = referencedBy(tableIn(context.schema, table));
    return [
      {
        row: 'detach-partition',
        relations: { partition: [partition], 'default partition': standard, referenced },
      },
    ];
  },

  alter_table({ statement, table, source }, { schema }) {
    const row = Object.hasOwn(subcommands, statement) ? subcommands[statement] : undefined;
    if (row) return [{ row }];
    if (statement === 'AT_AlterConstraint') return alterConstraint(source.sql, table, schema);
    if (statement !== 'AT_AddInherit' && statement !== 'AT_DropInherit')
      return [{ row: 'alter-table' }];
    const [, parent] = /\binherit\s+"?([\w$.]+)"?/i.exec(source.sql ?? '') ?? [];
    return [{ row: 'inherit', relations: { parent: parent === undefined ? [] : [named(parent)] } }];
  },

  comment: ({ on, object }) =>
    on === 'other' ? [{ row: 'no-table' }] : [{ row: 'comment', relations: { table: [object] } }],
};

/** Subcommands of ALTER TABLE by the parser's names; all others take ACCESS EXCLUSIVE. */
const subcommands: Readonly<Record<string, Case['row']>> = {
  AT_ChangeOwner: 'alter-table-only',
  AT_EnableRowSecurity: 'alter-table-only',
  AT_DisableRowSecurity: 'alter-table-only',
  AT_ForceRowSecurity: 'alter-table-only',
  AT_NoForceRowSecurity: 'alter-table-only',
  AT_ReplicaIdentity: 'alter-table-only',
  AT_SetStatistics: 'alter-table-weakly',
  AT_SetRelOptions: 'alter-table-weakly',
  AT_ResetRelOptions: 'alter-table-weakly',
  AT_SetOptions: 'alter-table-weakly',
  AT_ResetOptions: 'alter-table-weakly',
  AT_ClusterOn: 'alter-table-weakly',
  AT_DropCluster: 'alter-table-weakly',
  AT_EnableTrig: 'alter-trigger-state',
  AT_EnableAlwaysTrig: 'alter-trigger-state',
  AT_EnableReplicaTrig: 'alter-trigger-state',
  AT_EnableTrigAll: 'alter-trigger-state',
  AT_EnableTrigUser: 'alter-trigger-state',
  AT_DisableTrig: 'alter-trigger-state',
  AT_DisableTrigAll: 'alter-trigger-state',
  AT_DisableTrigUser: 'alter-trigger-state',
  AT_SetLogged: 'set-logged',
  AT_SetUnLogged: 'set-logged',
  AT_SetAccessMethod: 'set-access-method',
  AT_SetTableSpace: 'set-tablespace',
};

function newPartition(parent: ObjectName, context: CaseContext): Case {
  const referenced = referencedBy(tableIn(context.schema, parent));
  return {
    row: 'create-partition',
    relations: {
      parent: [parent],
      'default partition': defaultPartition(parent, context),
      referenced,
    },
  };
}

/** The partition that was written `PARTITION OF … DEFAULT` (or attached so). */
export function defaultPartition(
  parent: ObjectName,
  { schema }: Pick<CaseContext, 'schema'>,
): readonly ObjectName[] {
  return (schema?.partitionsOf(parent) ?? []).flatMap(({ name, origin }) =>
    /\bdefault\s*(?:partition\s+by\b.*)?;?\s*$/is.test(origin.source.sql ?? '') ? [name] : [],
  );
}

/** INHERITS, LIKE, AS: known by the tables that the statement mentions. */
function copied(sql: string | undefined, table: ObjectName, { schema }: CaseContext): Case[] {
  const [, inherited] = /\binherits\s*\(([^)]*)\)/i.exec(sql ?? '') ?? [];
  const parents = inherited?.split(',').map((text) => named(text.trim())) ?? [];
  if (parents.length > 0) return [{ row: 'create-table-inherits', relations: { parent: parents } }];
  const used = (schema?.tables ?? []).flatMap(({ name }) =>
    !sameName(name, table) && mentions(sql, name.name) ? [name] : [],
  );
  return [{ row: 'create-table-from', relations: { user: used } }];
}

/** A name as it stands in SQL: `app."Orders"`; what is not quoted is folded. */
export function named(text: string): ObjectName {
  const parts = [...text.matchAll(/"((?:[^"]|"")*)"|[^".\s]+/g)].map(([part, quoted]) =>
    quoted === undefined ? part.toLowerCase() : quoted.replaceAll('""', '"'),
  );
  const [name = '', schema] = parts.reverse();
  return { schema, name };
}

function viewsOn(table: ObjectName, schema: CaseContext['schema']): readonly ObjectName[] {
  return (schema?.objects ?? []).flatMap(({ type, name, sql }) =>
    (type === 'view' || type === 'materialized view') && mentions(sql, table.name) ? [name] : [],
  );
}

function alterConstraint(
  sql: string | undefined,
  table: ObjectName,
  schema: CaseContext['schema'],
): Case[] {
  const [, name, not] =
    /\balter\s+constraint\s+"?([\w$]+)"?\s+.*?(\bnot\s+)?\benforced\b/is.exec(sql ?? '') ?? [];
  if (name === undefined || not !== undefined) return [{ row: 'alter-constraint' }];
  const definition = tableIn(schema, table)?.constraints.find(
    (own) => own.name === name,
  )?.definition;
  const target = definition?.type === 'foreign_key' ? definition.references : undefined;
  return [{ row: 'enforce-foreign-key', relations: { referenced: target ? [target] : [] } }];
}
