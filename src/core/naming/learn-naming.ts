import { nameOf, patternText, type NameParts, type NamePattern } from './name-pattern.js';
import { readPattern } from './read-pattern.js';
import { defaultSlugLength, slugOf } from './slug.js';

/** A revision by its names. */
export interface NamedRevision {
  readonly id: string;
  /** The name of the file without folder and `.py`. */
  readonly stem: string;
  readonly message: string;
}

/** How a project names its migrations. */
export interface Naming {
  readonly id: NamePattern;
  readonly file: NamePattern;
  readonly longestSlug: number;
  /** Characters that an id may have: what Alembic's version table holds, or what is in use. */
  readonly longestId: number;
  /** The highest number in use; undefined where names have no numbers. */
  readonly latest: number | undefined;
}

export interface ProposedName {
  readonly id: string;
  /** With `.py`. */
  readonly fileName: string;
}

/** How many of the newest revisions tell how the next one is named. */
const recent = 12;

/** `version_num VARCHAR(32)`, as Alembic creates its table. */
const versionColumn = 32;

/**
 * Learns how a project names its migrations from those that it has.
 *
 * @param revisions newest first
 * @param longestSlug `truncate_slug_length` of the configuration
 */
export function learnNaming(
  revisions: readonly NamedRevision[],
  longestSlug = defaultSlugLength,
): Naming {
  const newest = revisions.slice(0, recent);
  const id = mostCommon(newest.map((one) => readPattern(one.id, { message: one.message })));
  const file = mostCommon(newest.map((one) => readPattern(one.stem, one)));
  return {
    id: id ?? [{ kind: 'hash', length: 12 }],
    file: file ?? [{ kind: 'id' }, { kind: 'text', text: '_' }, { kind: 'slug', separator: '_' }],
    longestSlug: slugLength(newest, longestSlug),
    longestId: Math.max(versionColumn, ...newest.map((one) => one.id.length)),
    latest: highestNumber(revisions, id, file),
  };
}

/** The id and the file of the next revision. */
export function proposeName(
  naming: Naming,
  parts: Pick<NameParts, 'message' | 'date' | 'random'> & {
    /** Numbers that branches elsewhere have taken. */
    readonly taken?: ReadonlySet<number>;
    /** The number that it was planned under, instead of the next one. */
    readonly number?: number | undefined;
  },
): ProposedName {
  const { latest } = naming;
  let number = latest === undefined ? undefined : (parts.number ?? latest + 1);
  while (number !== undefined && number !== parts.number && parts.taken?.has(number)) number++;
  const given = { ...parts, number, longestSlug: naming.longestSlug };
  // Ids that people think of cannot be thought of here, nor made of a message without words.
  const made = naming.id.every(({ kind }) => kind === 'slug') ? '' : nameOf(naming.id, given);
  const id = made === '' ? parts.random.slice(0, 12) : shortened(made, naming.longestId);
  return { id, fileName: `${nameOf(naming.file, { ...given, id })}.py` };
}

/** Cut behind a word, where there is one. */
function shortened(id: string, longest: number): string {
  if (id.length <= longest) return id;
  return id.slice(0, longest + 1).replace(/(?:[-_.][^-_.]*|.)$/u, '');
}

/** The pattern that most names have; of several the newest. */
function mostCommon(patterns: readonly NamePattern[]): NamePattern | undefined {
  const counts = new Map<string, { pattern: NamePattern; count: number }>();
  for (const pattern of patterns) {
    const text = patternText(pattern);
    const known = counts.get(text);
    if (known) known.count++;
    else counts.set(text, { pattern, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.pattern;
}

/** Names that are longer than the limit were not cut by it. */
function slugLength(revisions: readonly NamedRevision[], configured: number): number {
  const whole = revisions.filter(({ stem, message }) => {
    const slug = slugOf(message, Infinity);
    return slug.length > configured && stem.includes(slug);
  });
  const cut = revisions.filter(({ stem, message }) => {
    const slug = slugOf(message, configured);
    return slugOf(message, Infinity).length > configured && stem.endsWith(slug);
  });
  return whole.length > cut.length ? 200 : configured;
}

/** The highest number that stands where the patterns have one. */
function highestNumber(
  revisions: readonly NamedRevision[],
  id: NamePattern | undefined,
  file: NamePattern | undefined,
): number | undefined {
  const place = [id, file].findIndex((pattern) => pattern?.some(({ kind }) => kind === 'number'));
  if (place < 0) return undefined;
  const numbers = revisions.flatMap((one) => {
    const name = place === 0 ? one.id : one.stem;
    const found = /^[A-Za-z]*_?(\d{1,6})(?![\dA-Za-z])/u.exec(name)?.[1];
    return found === undefined ? [] : [Number(found)];
  });
  return Math.max(0, ...numbers);
}
