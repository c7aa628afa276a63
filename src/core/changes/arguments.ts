import type { KeywordArgument, PythonValue } from '../python/value.js';

/** The arguments of a Python call, by the names of its parameters. */
export class Arguments {
  readonly #named = new Map<string, PythonValue>();
  /** Positional arguments beyond the named parameters. */
  readonly rest: readonly PythonValue[];
  /** True for `**mapping`: any keyword may be given. */
  readonly open: boolean;

  /** `parameters`: the names that positional arguments have, in order. */
  constructor(
    parameters: readonly string[],
    args: readonly PythonValue[],
    keywords: readonly KeywordArgument[],
  ) {
    parameters.forEach((name, index) => {
      const value = args[index];
      if (value) this.#named.set(name, value);
    });
    for (const { name, value } of keywords) if (name !== undefined) this.#named.set(name, value);
    this.rest = args.slice(parameters.length);
    this.open = keywords.some(({ name }) => name === undefined);
  }

  /** The value as written; undefined where it is absent. */
  value(name: string): PythonValue | undefined {
    return this.#named.get(name);
  }

  /** The value where it is there and not `None`. */
  given(name: string): PythonValue | undefined {
    const value = this.#named.get(name);
    return value?.kind === 'none' ? undefined : value;
  }

  text(name: string): string | undefined {
    return literalText(this.#named.get(name));
  }

  flag(name: string): boolean | undefined {
    const value = this.#named.get(name);
    return value?.kind === 'boolean' ? value.value : undefined;
  }

  /** A list of literal strings, or one string alone. */
  texts(name: string): readonly string[] | undefined {
    return literalTexts(this.#named.get(name));
  }
}

/** The text of a string that is wholly known; `op.f`, `batch_op.f`, `quoted_name` included. */
export function literalText(value: PythonValue | undefined): string | undefined {
  if (value?.kind === 'call' && /^(?:f|quoted_name)$/.test(value.method ?? lastPart(value.path)))
    return literalText(value.args[0]);
  return value?.kind === 'string' && value.holes.length === 0 ? value.value : undefined;
}

/** The texts of a list or tuple of known strings; a single string is a list of one. */
export function literalTexts(value: PythonValue | undefined): readonly string[] | undefined {
  const items = itemsOf(value) ?? (value?.kind === 'string' ? [value] : undefined);
  const texts = items?.map(literalText);
  return texts?.includes(undefined) ? undefined : (texts as string[] | undefined);
}

export function itemsOf(value: PythonValue | undefined): readonly PythonValue[] | undefined {
  return value?.kind === 'list' || value?.kind === 'tuple' || value?.kind === 'set'
    ? value.items
    : undefined;
}

/** The last part of a dotted path: `sqlalchemy.dialects.postgresql.UUID` is `UUID`. */
export function lastPart(path: string | undefined): string {
  return path?.slice(path.lastIndexOf('.') + 1) ?? '';
}
