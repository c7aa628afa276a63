import type { Constraint, Expression } from '../../changes/objects.js';
import type { Carriers } from './carrier.js';
import type { ColumnFact, Expectation } from '../expectation.js';
import { altered, gone, mentions, moved, sameName, tableOf, usesColumn } from './facts.js';

/** What becomes of expectations when a column comes, goes or changes. */
export const carriedByColumns: Carriers = {
  add_column: (fact, { table, column }) =>
    isColumn(fact, table, column.name) && !fact.present ? gone : undefined,

  drop_column(fact, { table, column }) {
    const refers = fact.kind === 'constraint' && fact.constraint.type === 'foreign_key';
    if (refers && sameName(fact.constraint.references, table))
      if (fact.constraint.referencedColumns?.includes(column)) return gone;
    return sameName(tableOf(fact), table) && usesColumn(fact, column) ? gone : undefined;
  },

  rename_column(fact, { table, column, to }) {
    if (isColumn(fact, table, to) && !fact.present) return gone;
    const own = sameName(tableOf(fact), table);
    const put = (name: string) => (name === column ? to : name);
    if (fact.kind === 'constraint') {
      const constraint = renamedIn(fact.constraint, own, sameName(refersTo(fact), table), put);
      return constraint ? moved({ ...fact, constraint }) : undefined;
    }
    if (!own || !usesColumn(fact, column)) return undefined;
    if (fact.kind === 'column' || fact.kind === 'comment')
      return fact.kind === 'column' && !fact.present ? undefined : moved({ ...fact, column: to });
    if (fact.kind !== 'index') return gone;
    const { index } = fact;
    const keys = index.keys?.map((key) =>
      key.column === undefined
        ? { ...key, expression: afterRename(key.expression, column) }
        : { ...key, column: put(key.column) },
    );
    const predicate = index.predicate ? { predicate: afterRename(index.predicate, column) } : {};
    const include = index.include ? { include: index.include.map(put) } : {};
    return moved({ ...fact, index: { ...index, keys, ...predicate, ...include } });
  },

  set_column_type: (fact, { table, column, type }) =>
    isColumn(fact, table, column) && fact.type ? altered({ ...fact, type }) : undefined,

  set_column_nullable: (fact, { table, column, nullable }) =>
    isColumn(fact, table, column) && fact.nullable !== undefined
      ? altered({ ...fact, nullable })
      : undefined,

  set_column_default: (fact, { table, column, default: expression }) =>
    isColumn(fact, table, column) && (fact.default || isSerial(fact))
      ? altered({
          ...fact,
          ...(fact.type ? { type: { name: fact.type.name } } : {}),
          default: expression ? { expression } : {},
        })
      : undefined,

  set_column_identity: (fact, { table, column, identity }) =>
    isColumn(fact, table, column) && (fact.identity !== undefined || fact.default)
      ? altered({ ...fact, identity: identity ?? 'none' })
      : undefined,

  set_column_generated: (fact, { table, column, generated }) =>
    isColumn(fact, table, column) && fact.generated !== undefined
      ? altered({ ...fact, generated: generated ?? 'none' })
      : undefined,

  comment: (fact, { object, column }) =>
    fact.kind === 'comment' && sameName(fact.table, object) && fact.column === column
      ? gone
      : undefined,
};

const isSerial = (fact: ColumnFact) => fact.type?.serial === true;

function isColumn(
  fact: Expectation,
  table: ColumnFact['table'],
  column: string,
): fact is Expectation & ColumnFact {
  return fact.kind === 'column' && fact.column === column && sameName(fact.table, table);
}

const refersTo = ({ constraint }: Expectation & { kind: 'constraint' }) =>
  constraint.type === 'foreign_key' ? constraint.references : undefined;

/** SQL that names the column cannot be followed: what it became is not known. */
function afterRename(expression: Expression | undefined, column: string): Expression {
  return expression && !mentions(expression.sql, column) ? expression : { sql: undefined };
}

/** The constraint with the column renamed; undefined if the column is not in it. */
function renamedIn(
  constraint: Constraint,
  own: boolean,
  referenced: boolean,
  put: (name: string) => string,
): Constraint | undefined {
  if (constraint.type === 'check')
    return own ? { ...constraint, expression: { sql: undefined } } : undefined;
  if (constraint.type === 'exclude') return undefined;
  const columns = own ? constraint.columns?.map(put) : constraint.columns;
  if (constraint.type === 'not_null')
    return own ? { ...constraint, columns: columns ?? [] } : undefined;
  if (constraint.type !== 'foreign_key') return own ? { ...constraint, columns } : undefined;
  const referencedColumns = referenced
    ? constraint.referencedColumns?.map(put)
    : constraint.referencedColumns;
  return own || referenced ? { ...constraint, columns, referencedColumns } : undefined;
}
