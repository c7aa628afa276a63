/** The numbering of a project: its highest name, and the number that comes next. */
export interface Numbering {
  readonly latest: string;
  readonly next: string;
  /** The number of a name; undefined where it does not follow the numbering. */
  readonly valueOf: (name: string) => number | undefined;
  /** A number as this numbering writes it, e.g. `060`. */
  readonly written: (value: number) => string;
}

interface Numbered {
  readonly id: string;
  readonly digits: string;
  readonly value: number;
}

// `059`, `0059_add_x`, `rev_12`; not a date, not a hash.
const numbered = /^([A-Za-z]*_?)(\d{1,9})(?:_.*)?$/;
const date =
  /^(?:19|20)\d\d(?:[-_](?:0[1-9]|1[0-2])[-_]|[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01]))/;

/**
 * Finds the numbering that most names of a project follow, ids or names of files, e.g. `001` …
 * `059`, or `0001_initial`. Undefined where they are hashes, dates or words. They count as numbers
 * only where most of them follow their predecessor, so that a hash of digits alone is not taken for
 * one.
 */
export function findNumbering(ids: readonly string[]): Numbering | undefined {
  const families = new Map<string, Numbered[]>();
  for (const id of ids) {
    const { prefix, digits } = parts(id) ?? {};
    if (prefix === undefined || digits === undefined) continue;
    const family = families.get(prefix) ?? [];
    family.push({ id, digits, value: Number(digits) });
    families.set(prefix, family);
  }
  const [largest] = [...families].sort(([, a], [, b]) => b.length - a.length);
  if (!largest) return undefined;
  const [prefix, family] = largest;
  if (family.length * 2 < ids.length || !isSequence(family)) return undefined;
  const latest = family.reduce((best, next) => (next.value >= best.value ? next : best));
  const padded = family.some(({ digits }) => digits.startsWith('0') && digits.length > 1);
  const written = (value: number) =>
    prefix + String(value).padStart(padded ? latest.digits.length : 0, '0');
  return {
    latest: latest.id,
    next: written(latest.value + 1),
    valueOf: (name) => {
      const own = parts(name);
      return own?.prefix === prefix ? Number(own.digits) : undefined;
    },
    written,
  };
}

function parts(name: string): { readonly prefix: string; readonly digits: string } | undefined {
  const [, prefix, digits] = date.test(name) ? [] : (numbered.exec(name) ?? []);
  return prefix === undefined || digits === undefined ? undefined : { prefix, digits };
}

/** Numbers with leading zeros are meant as such; others have to follow each other, mostly. */
function isSequence(family: readonly Numbered[]): boolean {
  const values = new Set(family.map(({ value }) => value));
  // Years, or versions of a program.
  if (values.size > 1 && values.size * 2 < family.length) return false;
  if (family.filter(({ digits }) => /^0\d/.test(digits)).length * 2 >= family.length) return true;
  if (values.size === 1) return values.has(0) || values.has(1);
  const following = [...values].filter((value) => values.has(value - 1));
  return following.length * 2 >= values.size - 1;
}
