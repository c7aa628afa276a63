/** A type as `format_type` prints it, in its parts. */
export interface TypeParts {
  /** E.g. `character varying`, `timestamp with time zone`, `mood`. */
  readonly base: string;
  readonly modifiers: readonly number[];
  /** Fields of an interval, e.g. `day to second`. */
  readonly fields: string;
  readonly array: boolean;
}

export function typeParts(printed: string): TypeParts {
  const array = printed.endsWith('[]');
  const scalar = printed.replace(/(\[\])+$/, '');
  const [, modifier] = /\(([\d, -]+)\)/.exec(scalar) ?? [];
  const bare = scalar.replace(/\([\d, -]+\)/, '').trim();
  const interval = /^interval(?:\s+(.*))?$/.exec(bare);
  return {
    base: interval ? 'interval' : bare,
    modifiers: modifier?.split(',').map(Number) ?? [],
    fields: interval?.[1] ?? '',
    array,
  };
}
