import type { CreateStmt } from '@pgsql/types';
import { as } from '../../sql/nodes.js';
import type { ColumnDefinition, Constraint } from '../objects.js';
import { columnReads } from './column-reads.js';
import { readColumnDef } from './columns.js';
import { readConstraintNode } from './constraints.js';
import { readIndexKey } from './index-keys.js';
import { columnNames, expressionOf, known, relationName } from './names.js';
import { ifNotExists, type StatementBuilders } from './statement-builder.js';

export const createTable: StatementBuilders = {
  CreateStmt(statement, text) {
    const elements = statement.tableElts ?? [];
    const columns = elements.flatMap((node) => {
      const def = as(node, 'ColumnDef');
      return def ? [readColumnDef(def, text)] : [];
    });
    const constraints = [
      ...columns.flatMap((column) => column.constraints),
      ...elements.flatMap((node) => {
        const constraint = as(node, 'Constraint');
        return (constraint && readConstraintNode(constraint, undefined, text)) ?? [];
      }),
    ];
    const incomplete = incompleteReason(statement);
    const parent = statement.partbound ? as(statement.inhRelations?.[0], 'RangeVar') : undefined;
    const key = /\bpartition\s+by\s+([^;]*)$/i.exec(text)?.[1]?.trim();
    return [
      {
        kind: 'create_table',
        table: relationName(statement.relation),
        columns: withKey(
          columns.map(({ column }) => column),
          constraints,
        ),
        constraints,
        ...(incomplete === undefined ? {} : { incomplete }),
        ...(parent ? { partitionOf: relationName(parent) } : {}),
        ...(statement.partspec && key !== undefined ? { partitionBy: key } : {}),
        ...(statement.relation?.relpersistence === 't' ? { temporary: true } : {}),
        ...ifNotExists(statement.if_not_exists),
      },
    ];
  },

  CreateTableAsStmt({ into, query, objtype, if_not_exists: guarded }) {
    const name = relationName(into?.rel);
    if (objtype === 'OBJECT_MATVIEW')
      return [
        {
          kind: 'create_object',
          object: { type: 'materialized view', name },
          ...ifNotExists(guarded),
          ...(query ? { reads: columnReads(query) } : {}),
        },
      ];
    return [
      {
        kind: 'create_table',
        table: name,
        columns: [],
        constraints: [],
        incomplete: 'columns come from a query',
        ...(into?.rel?.relpersistence === 't' ? { temporary: true } : {}),
        ...ifNotExists(guarded),
      },
    ];
  },

  IndexStmt(statement) {
    const keys = (statement.indexParams ?? []).map(readIndexKey);
    const include = (statement.indexIncludingParams ?? []).map(
      (node) => as(node, 'IndexElem')?.name,
    );
    return [
      {
        kind: 'create_index',
        index: {
          name: statement.idxname === undefined ? undefined : known(statement.idxname),
          table: relationName(statement.relation),
          keys: keys.every((key) => key !== undefined) ? keys : undefined,
          unique: statement.unique ?? false,
          method: statement.accessMethod ?? 'btree',
          ...(include.length > 0 ? { include: include.map(known) } : {}),
          ...(statement.whereClause ? { predicate: expressionOf(statement.whereClause) } : {}),
          ...(statement.nulls_not_distinct ? { nullsNotDistinct: true } : {}),
        },
        concurrently: statement.concurrent ?? false,
        ...ifNotExists(statement.if_not_exists),
      },
    ];
  },

  CreateSeqStmt: ({ sequence, if_not_exists: guarded }) => [
    {
      kind: 'create_object',
      object: { type: 'sequence', name: relationName(sequence) },
      ...ifNotExists(guarded),
    },
  ],

  CreateStatsStmt: ({ defnames, if_not_exists: guarded }) => [
    {
      kind: 'create_object',
      object: { type: 'statistics', name: { name: columnNames(defnames).at(-1) ?? '' } },
      ...ifNotExists(guarded),
    },
  ],
};

function incompleteReason(statement: CreateStmt): string | undefined {
  if (statement.partbound) return 'columns come from the partitioned table';
  if (statement.inhRelations?.length) return 'columns come from a parent table';
  if (statement.ofTypename) return 'columns come from a type';
  const like = (statement.tableElts ?? []).some((node) => as(node, 'TableLikeClause'));
  return like ? 'columns come from another table (LIKE)' : undefined;
}

/** Columns of the primary key are NOT NULL, wherever the key is written. */
function withKey(
  columns: readonly ColumnDefinition[],
  constraints: readonly Constraint[],
): ColumnDefinition[] {
  const keys = constraints.flatMap((item) =>
    item.type === 'primary_key' || item.type === 'not_null' ? (item.columns ?? []) : [],
  );
  return columns.map((column) =>
    keys.includes(column.name) ? { ...column, nullable: false } : column,
  );
}
