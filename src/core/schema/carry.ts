import type { Change } from '../changes/change.js';
import type { Carriers, Carry } from './carry/carrier.js';
import { carriedByColumns } from './carry/columns.js';
import { carriedByData } from './carry/data.js';
import { carriedByNames } from './carry/names.js';
import { carriedByTables } from './carry/tables.js';
import { carriedByTypes } from './carry/types.js';
import type { Expectation } from './expectation.js';

const carriers: Carriers = {
  ...carriedByTables,
  ...carriedByColumns,
  ...carriedByNames,
  ...carriedByTypes,
  ...carriedByData,
};

/** What `change`, which ran later, makes of the expectation. */
export function carry(expectation: Expectation, change: Change): Carry | undefined {
  // That kind and change belong together is true of every change; by index it cannot be seen.
  const carrier = carriers[change.kind] as
    ((fact: Expectation, change: Change) => Carry | undefined) | undefined;
  return carrier?.(expectation, change);
}
