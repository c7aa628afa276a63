import type { FileEdit } from '../rules/finding.js';

/** A repair of the history, to be shown before it is made. */
export interface Mending {
  /** What it does, e.g. `Renumber 060 to 061`. */
  readonly title: string;
  /** What changes, and what is left to do, one sentence each. */
  readonly says: readonly string[];
  readonly edits: readonly FileEdit[];
  /** Revisions that are other ones afterwards: a database that has them needs a word. */
  readonly touches: readonly string[];
}

/** Why something cannot be mended this way, as a sentence that says what to do. */
export interface Refusal {
  readonly refused: string;
}

export type MendingResult = Mending | Refusal;
