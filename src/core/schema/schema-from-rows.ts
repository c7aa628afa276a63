import type { CatalogParts, ConstraintRow, TableRow } from './catalog-rows.js';
import type { CatalogRow } from './query.js';
import type { Schema, Sequence, Table } from './schema.js';
import { columnsOf, policyOf, ruleOf, triggerOf } from './table-parts-from-rows.js';
import { constraintOf, incomingReferences, indexOf } from './constraints-from-rows.js';

const kinds: Readonly<Record<string, Table['kind']>> = {
  r: 'table',
  p: 'partitioned table',
  f: 'foreign table',
  v: 'view',
  m: 'materialized view',
};

/**
 * The schema that the rows of `introspection` tell of. Undefined where they are not what that query
 * gives.
 */
export function schemaFromRows(rows: readonly CatalogRow[]): Schema | undefined {
  const text = rows[0]?.['schema'];
  if (typeof text !== 'string') return undefined;
  const parts = JSON.parse(text) as CatalogParts;
  return {
    serverVersion: parts.serverVersion,
    searchPath: parts.searchPath,
    schemas: parts.schemas.map(({ name }) => name),
    tables: tablesOf(parts),
    enums: parts.enums,
    sequences: parts.sequences.map(({ owner, ...sequence }): Sequence => ({
      ...sequence,
      ...(owner ? { ownedBy: owner.name, identity: owner.identity } : {}),
    })),
    functions: parts.functions,
    types: parts.types,
    extensions: parts.extensions.map(({ name }) => name),
  };
}

function tablesOf(parts: CatalogParts): Table[] {
  const columns = byTable(parts.columns);
  const constraints = byTable(declared(parts.constraints));
  const indexes = byTable(parts.indexes);
  const triggers = byTable(parts.triggers);
  const policies = byTable(parts.policies);
  const rules = byTable(parts.rules);
  const ancestors = ancestorsOf(parts.tables);
  return parts.tables.map((row) => ({
    schema: row.schema,
    name: row.name,
    kind: kinds[row.kind] ?? 'table',
    unlogged: row.unlogged,
    columns: columnsOf(columns.get(row.id)),
    constraints: (constraints.get(row.id) ?? []).map((item) => constraintOf(item, parts)),
    indexes: (indexes.get(row.id) ?? []).map((item) =>
      indexOf(item, constraints.get(row.id) ?? []),
    ),
    triggers: (triggers.get(row.id) ?? []).map((item) => triggerOf(item, parts.triggers)),
    policies: (policies.get(row.id) ?? []).map(policyOf),
    rules: (rules.get(row.id) ?? []).map(ruleOf),
    referencedBy: incomingReferences(row.id, ancestors(row.id), parts.constraints),
    ...optional(row),
    ...inheritance(row),
  }));
}

function byTable<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const found = grouped.get(row.id);
    if (found) found.push(row);
    else grouped.set(row.id, [row]);
  }
  return grouped;
}

/** Without the copies that a foreign key to a partitioned table has for each of its partitions. */
function declared(rows: readonly ConstraintRow[]): ConstraintRow[] {
  const tables = new Map(rows.map(({ oid, id }) => [oid, id]));
  return rows.filter(({ parent, id }) => parent === null || tables.get(parent) !== id);
}

/** The partitioned tables above a partition. */
function ancestorsOf(tables: readonly TableRow[]) {
  const parents = new Map(
    tables.flatMap(({ id, bound, parents }) =>
      bound !== null && parents?.[0] ? [[id, parents[0].id] as const] : [],
    ),
  );
  return (id: string): string[] => {
    const found: string[] = [];
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) found.push(at);
    return found;
  };
}

function inheritance({ parents, children, bound }: TableRow) {
  const [parent] = parents ?? [];
  const partition = bound !== null && parent;
  return {
    inherits: partition ? [] : (parents ?? []).map(({ name }) => name),
    children: children ?? [],
    ...(partition
      ? { partitionOf: { parent: parent.name, bound, detachPending: parent.detaching === 'true' } }
      : {}),
  };
}

function optional(row: TableRow) {
  return {
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(row.security
      ? { rowSecurity: row.forced ? ('forced' as const) : ('enabled' as const) }
      : {}),
    ...(row.partitionKey === null ? {} : { partitionKey: row.partitionKey }),
    ...(row.server === null ? {} : { server: row.server }),
    ...(row.options === null ? {} : { serverOptions: row.options }),
    ...(row.type === null ? {} : { ofType: row.type }),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
    ...(row.publications === null ? {} : { publications: row.publications }),
    ...(row.statistics === null ? {} : { statistics: row.statistics }),
    ...(row.rows === null ? {} : { estimatedRows: row.rows }),
    bytes: row.bytes,
  };
}
