import type { ReferentialAction } from '../changes/objects.js';
import type { CatalogParts, ConstraintRow, IndexRow } from './catalog-rows.js';
import { originOf } from './origin.js';
import type { IncomingReference, Index, TableConstraint } from './schema.js';

const types: Readonly<Record<string, TableConstraint['type']>> = {
  p: 'primary_key',
  u: 'unique',
  f: 'foreign_key',
  c: 'check',
  x: 'exclude',
  n: 'not_null',
};

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

export function constraintOf(row: ConstraintRow, parts: CatalogParts): TableConstraint {
  const origin = originOf(row, parts.constraints);
  return {
    name: row.name,
    type: types[row.type] ?? 'check',
    columns: row.columns,
    definition: row.definition,
    valid: row.valid,
    deferrable: row.deferrable,
    initiallyDeferred: row.deferred,
    ...(row.targetName === null || row.targetSchema === null
      ? {}
      : {
          references: {
            schema: row.targetSchema,
            name: row.targetName,
            columns: row.targetColumns,
            onDelete: actions[row.onDelete] ?? 'NO ACTION',
            onUpdate: actions[row.onUpdate] ?? 'NO ACTION',
          },
        }),
    ...(row.expression === null ? {} : { expression: row.expression }),
    ...(origin ? { inheritedFrom: { table: origin.on, name: origin.name } } : {}),
  };
}

/**
 * Foreign keys that refer to a table or to a partitioned table above it; of those that partitions
 * took over only the one that was declared.
 */
export function incomingReferences(
  table: string,
  ancestors: readonly string[],
  constraints: readonly ConstraintRow[],
): IncomingReference[] {
  return constraints
    .filter(
      ({ target, parent }) =>
        target !== null && parent === null && (target === table || ancestors.includes(target)),
    )
    .map(({ on, name, definition }) => ({ table: on, name, definition }));
}

const keyed = ['primary_key', 'unique', 'exclude'] as const;

export function indexOf(row: IndexRow, constraints: readonly ConstraintRow[]): Index {
  const owner = constraints.find(({ index, type }) => index === row.oid && 'pux'.includes(type));
  const type = keyed.find((name) => name === types[owner?.type ?? '']);
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    keys: row.keys,
    include: row.include,
    ...(row.predicate === null ? {} : { predicate: row.predicate }),
    valid: row.valid,
    primary: row.primary,
    clustered: row.clustered,
    replicaIdentity: row.replicaIdentity,
    nullsNotDistinct: row.nullsNotDistinct === 'true',
    definition: row.definition,
    ...(owner && type
      ? {
          constraint: {
            name: owner.name,
            type,
            definition: owner.definition,
            deferrable: owner.deferrable,
            initiallyDeferred: owner.deferred,
          },
        }
      : {}),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
  };
}
