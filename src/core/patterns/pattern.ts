import type { ObjectName } from '../changes/objects.js';

/** What is asked for, which decides what is offered and what is refused. */
export type ParameterKind =
  /** A table that exists, `name` or `schema.name`; `"` around a part that has a dot. */
  | 'table'
  /** Columns that exist; the table is that of `of`. */
  | 'column'
  | 'columns'
  /** A column that is added. */
  | 'new column'
  /** A constraint, index or function that is created. */
  | 'new name'
  /** An enum type that exists, or one that is created. */
  | 'enum'
  | 'new enum'
  | 'label'
  | 'labels'
  /** Python, e.g. `sa.String(200)`. */
  | 'python type'
  /** SQL, e.g. `character varying(200)`. */
  | 'sql type'
  /** An expression in SQL. */
  | 'expression'
  | 'text'
  /** Keys that lead into a JSON value, with dots between them. */
  | 'path'
  | 'number'
  | 'choice'
  /** A choice on which the shape of the code depends. */
  | 'switch';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** What it is, in a few words, e.g. `Referenced table`. */
  readonly title: string;
  /** What stands in snippets, in the documentation and in the box where it is asked. */
  readonly example: string;
  /** What to propose, given the parameters before it; absent: the example. */
  readonly proposal?: (read: Reader) => string;
  /** Why a value does not go with the parameters before it, as a sentence for people. */
  readonly problem?: (read: Reader, value: string) => string | undefined;
  /** The parameter that holds the table of this column, the enum of these labels, the column of this type. */
  readonly of?: string;
  /** All that a `choice` or `switch` may be; elsewhere what is worth offering. */
  readonly choices?: readonly string[];
}

/** The value of each parameter, as a person would write it. */
export type Values = Readonly<Record<string, string>>;

/** The values in the forms that code is made of. */
export interface Reader {
  /** As written. */
  text(name: string): string;
  table(name: string): ObjectName;
  /** One column, constraint, index or label. */
  name(name: string): string;
  /** Several, which were written with commas between them. */
  names(name: string): readonly string[];
}

/** A common piece of migration code, in both directions: data for everything that offers it. */
export interface Pattern {
  /** Kebab-case; also the end of the snippet's prefix. */
  readonly id: string;
  readonly title: string;
  /** What it does and why in this way: a sentence or two, in Markdown. */
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /**
   * Statements of `upgrade()`, a line each, indented from 0 by four spaces; they speak of `op`,
   * `sa` and `postgresql`, from which the imports follow.
   */
  readonly upgrade: (read: Reader) => readonly string[];
  /** The same for `downgrade()`; comments alone where there is nothing to undo. */
  readonly downgrade: (read: Reader) => readonly string[];
  /** Findings of the rules that remain, and why they are right to: by id of the rule. */
  readonly inherent?: Readonly<Record<string, string>>;
  /** Where it stands in a migration if not where the cursor is. */
  readonly place?: 'end';
}
