import type { PythonValue } from '../python/value.js';

/** The module-level names that make a Python file a revision. */
export const identityNames = ['revision', 'down_revision', 'branch_labels', 'depends_on'] as const;
export type IdentityName = (typeof identityNames)[number];

/** What a name is bound to once the module has been imported. */
export interface IdentityValue {
  readonly value: PythonValue;
  /** Where the name stands in its assignment, 0-based. */
  readonly nameFrom: number;
}

/** The identity of a file as its text gives it; a name without an entry is not bound at all. */
export interface Identity {
  readonly names: ReadonlyMap<IdentityName, IdentityValue>;
  /** The module's docstring, `\n` for every line end. */
  readonly docstring: string;
  /** True if something imported with `*` could bind the names that are missing. */
  readonly open: boolean;
}

export function isIdentityName(word: string): word is IdentityName {
  return (identityNames as readonly string[]).includes(word);
}
