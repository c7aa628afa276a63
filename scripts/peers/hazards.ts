/** What may befall a database whose tables have rows; the words in which tools are compared. */
export const hazards = ['fails', 'slow', 'loses', 'renames'] as const;

/**
 * - `fails`: the text ends with an error.
 * - `slow`: a table that was there before is read in full, written anew or has an index built, under
 *   a lock that makes writes wait.
 * - `loses`: a table or column that was there before is gone, or something else that the text does
 *   not name (a view, a constraint); or all rows of a table are deleted, or overwritten.
 * - `renames`: a table, view, column or label that was there before has another name or schema.
 */
export type Hazard = (typeof hazards)[number];
