/** What a row says, without anything of VS Code. */
export interface RowLabel {
  readonly label: string;
  readonly description: string;
  /** A codicon and, where it means something, a theme colour. */
  readonly icon: string;
  readonly colour?: string;
  /** What a screen reader says. */
  readonly accessible: string;
  /** For `when` clauses of menus: the kind and every word, e.g. `revision;applied;head;`. */
  readonly context: string;
}

/** A row; `context` without the semicolon at its end. */
export function row(
  label: string,
  description: string,
  icon: string,
  context: string,
  colour?: string,
): RowLabel {
  const accessible =
    description === '' ? label : `${label}, ${description.replaceAll(' · ', ', ')}`;
  const base = { label, description, icon, accessible, context: `${context};` };
  return colour === undefined ? base : { ...base, colour };
}
