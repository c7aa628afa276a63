/**
 * What can be known of a Python expression without running it.
 *
 * Offsets are UTF-16 code units into the file's text, 0-based, ends exclusive.
 */
export interface SourceRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A run of a string value that stands unescaped in the source: `length` characters of the value,
 * starting at `value`, are the same characters in the source, starting at `source`.
 */
export interface StringPiece {
  readonly value: number;
  readonly source: number;
  readonly length: number;
}

interface Located {
  readonly range: SourceRange;
}

export interface NoneValue extends Located {
  readonly kind: 'none';
}

export interface BooleanValue extends Located {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NumberValue extends Located {
  readonly kind: 'number';
  /** The number as written, without underscores. */
  readonly text: string;
}

export interface StringValue extends Located {
  readonly kind: 'string';
  /** The text; each part that is not known (an f-string hole, `%s`) is a run of `holes`. */
  readonly value: string;
  /** Ranges of `value` (not of the source) that stand in for something only known at run time. */
  readonly holes: readonly SourceRange[];
  readonly pieces: readonly StringPiece[];
}

export interface SequenceValue extends Located {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: readonly PythonValue[];
}

export interface DictValue extends Located {
  readonly kind: 'dict';
  readonly entries: readonly { readonly key: PythonValue; readonly value: PythonValue }[];
}

/** A name or attribute path, its first part resolved through the file's imports. */
export interface NameValue extends Located {
  readonly kind: 'name';
  /** E.g. `sqlalchemy.dialects.postgresql.JSONB`, however it was imported. */
  readonly path: string;
}

export interface CallValue extends Located {
  readonly kind: 'call';
  /** The called path as in `NameValue`, e.g. `sqlalchemy.Column`; undefined if it is no path. */
  readonly path: string | undefined;
  /** What the method of a call without a path is called on, e.g. `sa.text("…")` of `.bindparams()`. */
  readonly receiver?: PythonValue;
  readonly method?: string;
  readonly args: readonly PythonValue[];
  readonly keywords: readonly KeywordArgument[];
}

export interface KeywordArgument {
  /** Undefined for `**mapping`. */
  readonly name: string | undefined;
  readonly value: PythonValue;
}

/** An expression that only running the code could tell. */
export interface UnknownValue extends Located {
  readonly kind: 'unknown';
  readonly reason: string;
}

export type PythonValue =
  | NoneValue
  | BooleanValue
  | NumberValue
  | StringValue
  | SequenceValue
  | DictValue
  | NameValue
  | CallValue
  | UnknownValue;
