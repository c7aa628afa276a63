import type { FileEdit } from '../rules/finding.js';

/** A repair of the history, to be shown before it is made. */
export interface Mending {
  readonly kind: 'merge' | 'rebase' | 'renumber' | 'repoint';
  /** What it does, e.g. `Renumber 060 to 061`. */
  readonly title: string;
  /** What changes, and what is left to do, one sentence each. */
  readonly says: readonly string[];
  readonly edits: readonly FileEdit[];
  /** Files that get another name or another id. */
  readonly moved: readonly MovedFile[];
  /** Revisions that stand elsewhere afterwards, by files as before: a database that has them needs a word. */
  readonly touches: readonly string[];
}

/** A file before and after. */
export interface MovedFile {
  readonly file: string;
  readonly id: string;
  readonly newFile: string;
  readonly newId: string;
}

/** Why something cannot be mended this way, as a sentence that says what to do. */
export interface Refusal {
  readonly refused: string;
}

export type MendingResult = Mending | Refusal;

/** Texts by file. */
export type Texts = Pick<ReadonlyMap<string, string>, 'get'>;

export const isMending = (result: MendingResult): result is Mending => !('refused' in result);
