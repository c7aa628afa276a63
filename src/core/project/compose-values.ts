/** Readers of values that came from YAML or JSON and may have any shape. */

export type Mapping = Readonly<Record<string, unknown>>;

export function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Mapping)
    : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A scalar as text; undefined for anything else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function texts(values: readonly unknown[]): string[] {
  return values.map(text).filter((value) => value !== undefined);
}

/** The names of a list or of a mapping's keys: `depends_on` and its like come in both forms. */
export function names(value: unknown): string[] {
  return Array.isArray(value) ? texts(value) : Object.keys(mapping(value));
}

/** Words of a command line, quotes removed: enough to look at a command, never to run it. */
export function words(value: unknown): string[] {
  if (Array.isArray(value)) return texts(value);
  const line = text(value) ?? '';
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
