import type { ObjectName } from '../../changes/objects.js';
import type { Carry } from './carrier.js';
import type { Expectation } from '../expectation.js';

export const gone: Carry = { kind: 'gone' };

export function altered(to: Expectation): Carry {
  return { kind: 'altered', to };
}

export function moved(to: Expectation): Carry {
  return { kind: 'moved', to };
}

/** One object, as far as names tell: a name without schema is taken as one of `public`. */
export function sameName(a: ObjectName | undefined, b: ObjectName | undefined): boolean {
  return a !== undefined && a.name === b?.name && schemaOf(a) === schemaOf(b);
}

const schemaOf = ({ schema = 'public' }: ObjectName) => schema;

/** The table that an expectation speaks of, if it speaks of one. */
export function tableOf(fact: Expectation): ObjectName | undefined {
  switch (fact.kind) {
    case 'index':
      return fact.index.table;
    case 'object':
      return fact.object.table;
    case 'table':
    case 'column':
    case 'constraint':
    case 'dropped constraint':
    case 'comment':
    case 'partition':
    case 'rows':
      return fact.table;
    default:
      return undefined;
  }
}

/** Whether SQL names an identifier; unknown SQL may. */
export function mentions(sql: string | undefined, name: string): boolean {
  if (sql === undefined) return true;
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${plain}(?![\\w$])`, 'i').test(sql);
}

/** Columns that a constraint or index is made of; for a check those its text may name. */
export function usesColumn(fact: Expectation, column: string): boolean {
  if (fact.kind === 'column') return fact.column === column;
  if (fact.kind === 'comment') return fact.column === column;
  if (fact.kind === 'rows') return fact.columns.includes(column) || mentions(fact.where, column);
  if (fact.kind === 'constraint') {
    const { constraint } = fact;
    if (constraint.type === 'check') return mentions(constraint.expression.sql, column);
    return constraint.type !== 'exclude' && (constraint.columns ?? []).includes(column);
  }
  if (fact.kind !== 'index') return false;
  const { keys = [], include = [], predicate } = fact.index;
  const inKeys = keys.some(
    (key) => key.column === column || (key.expression && mentions(key.expression.sql, column)),
  );
  return (
    inKeys || include.includes(column) || (predicate && mentions(predicate.sql, column)) === true
  );
}
