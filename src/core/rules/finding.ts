import type { SourceRange } from '../python/value.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A place in a file. `file` absolute; the range in UTF-16 units, 0-based, end exclusive. */
export interface Place {
  readonly file: string;
  readonly range: SourceRange;
}

/** Another place that explains a finding: the other head, the model, the earlier revision. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** An edit of one file; several edits of one fix never overlap and all count in the old text. */
export type FileEdit =
  | {
      readonly kind: 'replace';
      readonly file: string;
      readonly range: SourceRange;
      readonly text: string;
    }
  /** Only where no such file is. */
  | { readonly kind: 'create'; readonly file: string; readonly text: string }
  | { readonly kind: 'delete'; readonly file: string };

/**
 * A repair. `safe`: every edit is in the file in front, and PostgreSQL receives the same SQL or the
 * missing half of it; everything else is `review`. No fix yields code with a placeholder in it.
 */
export interface Fix {
  /** What it does, e.g. `Add server_default='false'`. */
  readonly title: string;
  readonly safety: 'safe' | 'review';
  readonly edits: readonly FileEdit[];
}

/** What a rule yields. */
export interface RuleFinding {
  /** A range of the file in front, or a place elsewhere. */
  readonly at: SourceRange | Place;
  /** This case, with names, without advice. */
  readonly message: string;
  /** What to do, for this very case, with the code to write where there is no fix. */
  readonly help: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  /** Where this case deserves another severity than the rule's own. */
  readonly severity?: Severity;
  /** The revision that is concerned, where the finding does not stand in its file. */
  readonly revision?: string | undefined;
}

/** A rule's result, as every surface shows it. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** The revision it was found in; undefined for a file that has none. */
  readonly revision: string | undefined;
  readonly message: string;
  readonly help: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}
