import type { Carriers } from './carrier.js';
import type { Expectation, RowsFact } from '../expectation.js';
import { gone, sameName } from './facts.js';

/** What becomes of expectations of rows when rows are written again. */
export const carriedByData: Carriers = {
  insert: (fact, { table }) =>
    isRows(fact, 'none') && sameName(fact.table, table) ? gone : undefined,

  update(fact, { table, set }) {
    if (fact.kind !== 'rows' || !sameName(fact.table, table)) return undefined;
    return set.some(({ column }) => fact.columns.includes(column)) ? gone : undefined;
  },

  delete: (fact, { table }) =>
    isRows(fact, 'some') && sameName(fact.table, table) ? gone : undefined,

  truncate: (fact, { tables }) =>
    isRows(fact, 'some') && tables.some((table) => sameName(fact.table, table)) ? gone : undefined,
};

function isRows(fact: Expectation, expected: RowsFact['expected']): fact is Expectation & RowsFact {
  return fact.kind === 'rows' && fact.expected === expected;
}
