/** The numbering of a project: its highest revision, and the number that comes next. */
export interface Numbering {
  readonly latest: string;
  readonly next: string;
}

interface Numbered {
  readonly id: string;
  readonly prefix: string;
  readonly digits: string;
  readonly value: number;
}

// `059`, `0059_add_x`, `rev_12`; not a date, not a hash.
const numbered = /^([A-Za-z]*_?)(\d{1,9})(?:_.*)?$/;

/**
 * Finds the numbering that most ids of a project follow, e.g. `001` … `059`, or `0001_initial`.
 * Undefined where ids are hashes, dates or names. Ids count as numbers only where most of them
 * follow their predecessor, so that a hash or a date of digits alone is not taken for one.
 */
export function findNumbering(ids: readonly string[]): Numbering | undefined {
  const families = new Map<string, Numbered[]>();
  for (const id of ids) {
    const [, prefix, digits] = numbered.exec(id) ?? [];
    if (prefix === undefined || digits === undefined) continue;
    const family = families.get(prefix) ?? [];
    family.push({ id, prefix, digits, value: Number(digits) });
    families.set(prefix, family);
  }
  const largest = [...families.values()].sort((a, b) => b.length - a.length)[0];
  if (!largest || largest.length * 2 < ids.length || !isSequence(largest)) return undefined;
  const latest = largest.reduce((best, next) => (next.value >= best.value ? next : best));
  const padded = largest.some(({ digits }) => digits.startsWith('0') && digits.length > 1);
  const next = String(latest.value + 1).padStart(padded ? latest.digits.length : 0, '0');
  return { latest: latest.id, next: latest.prefix + next };
}

/** Numbers with leading zeros are meant as such; others have to follow each other, mostly. */
function isSequence(family: readonly Numbered[]): boolean {
  const values = new Set(family.map(({ value }) => value));
  if (family.filter(({ digits }) => /^0\d/.test(digits)).length * 2 >= family.length) return true;
  if (values.size === 1) return values.has(0) || values.has(1);
  const following = [...values].filter((value) => values.has(value - 1));
  return following.length * 2 >= values.size - 1;
}
