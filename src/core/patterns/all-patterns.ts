import { columnPatterns } from './definitions/columns.js';
import { constraintPatterns } from './definitions/constraints.js';
import { dataPatterns } from './definitions/data.js';
import { enumPatterns } from './definitions/enums.js';
import { indexPatterns } from './definitions/indexes.js';
import { renameColumnPatterns } from './definitions/rename-column.js';
import type { Pattern } from './pattern.js';

/** Every pattern, in the order in which they are offered. */
export const allPatterns: readonly Pattern[] = [
  ...columnPatterns,
  ...indexPatterns,
  ...enumPatterns,
  ...dataPatterns,
  ...constraintPatterns,
  ...renameColumnPatterns,
];
