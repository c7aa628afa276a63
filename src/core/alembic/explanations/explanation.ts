/** What went wrong, in words for the person in front of it. */
export interface Explanation {
  readonly title: string;
  readonly cause: string;
  readonly whatToDo: string;
}

/**
 * When a failure is this one, and what to say. All given conditions must hold. In the words,
 * `{name}` stands for a named group of `text` or a fact of the failure: message, type, sqlstate,
 * revision, file, line, module, interpreter, runner, program.
 */
export interface ExplanationRow extends Explanation {
  /** Searched in the failure's message; where Alembic never started, in what the runner printed. */
  readonly text?: RegExp;
  /** Searched in the Python traceback. */
  readonly traceback?: RegExp;
  /** The Python class. */
  readonly types?: readonly string[];
  readonly sqlstates?: readonly string[];
  /** The process did not start for this reason. */
  readonly start?: string;
  readonly runner?: 'local' | 'compose' | 'custom';
}
