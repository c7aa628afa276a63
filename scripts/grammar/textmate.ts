/** The part of the TextMate grammar format that is used here. */
export interface Rule {
  readonly comment?: string;
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

export type Captures = Readonly<Record<string, { readonly name: string }>>;

export interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly injectionSelector: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

export const include = (name: string): Rule => ({ include: name });

/** Scope names for the groups 1, 2, … of a regular expression; an empty one is left out. */
export function groups(...names: readonly string[]): Captures {
  return Object.fromEntries(
    names.flatMap((name, index) => (name === '' ? [] : [[String(index + 1), { name }]])),
  );
}
