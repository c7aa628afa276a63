/**
 * The texts of files as they are on disk, with those that editors hold instead. A keystroke makes a
 * new one over the same base, which costs nothing however many files there are.
 */
export class OpenTexts implements ReadonlyMap<string, string> {
  constructor(
    readonly base: ReadonlyMap<string, string>,
    readonly open: ReadonlyMap<string, string>,
  ) {}

  get(file: string): string | undefined {
    return this.open.get(file) ?? this.base.get(file);
  }

  has(file: string): boolean {
    return this.open.has(file) || this.base.has(file);
  }

  get size(): number {
    return [...this.keys()].length;
  }

  *entries(): MapIterator<[string, string]> {
    yield* this.open;
    for (const entry of this.base) if (!this.open.has(entry[0])) yield entry;
    return undefined;
  }

  *keys(): MapIterator<string> {
    for (const [file] of this.entries()) yield file;
    return undefined;
  }

  *values(): MapIterator<string> {
    for (const [, text] of this.entries()) yield text;
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  forEach(each: (text: string, file: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [file, text] of this.entries()) each(text, file, this);
  }
}

/** The files that have another text, or that only one of the two has. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const sameBase =
    before instanceof OpenTexts && after instanceof OpenTexts && before.base === after.base;
  const files = sameBase
    ? new Set([...before.open.keys(), ...after.open.keys()])
    : new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file));
}
