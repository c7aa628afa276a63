import type { EffectRow } from '../effect-row.js';
import { columnRows } from './columns.js';
import { constraintRows } from './constraints.js';
import { dataRows } from './data.js';
import { indexRows } from './indexes.js';
import { objectRows } from './objects.js';
import { tableRows } from './tables.js';
import { typeRows } from './types.js';

const rows = {
  ...tableRows,
  ...columnRows,
  ...typeRows,
  ...constraintRows,
  ...indexRows,
  ...objectRows,
  ...dataRows,
} as const;

export type RowId = keyof typeof rows;

/** The table of effects, by id. */
export const effectRows: Readonly<Record<RowId, EffectRow>> = rows;

/** A row as it is on one major version. */
export function rowFor(id: RowId, postgres: number): EffectRow {
  const { until, ...row } = effectRows[id];
  return until && postgres <= until[0] ? { ...row, ...until[1] } : row;
}
