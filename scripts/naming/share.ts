import {
  learnNaming,
  proposeName,
  type NamedRevision,
} from '../../src/core/naming/learn-naming.js';
import { patternText } from '../../src/core/naming/name-pattern.js';
import { readPattern } from '../../src/core/naming/read-pattern.js';
import { stemOf } from '../../src/core/rules/numbers.js';
import { slugOf } from '../../src/core/naming/slug.js';
import { loadProjects } from '../../src/system/files/load-project.js';

/** How many of a history's last names were foretold. */
export interface Share {
  readonly name: string;
  readonly hidden: number;
  /** Both id and file have the shape of the real ones. */
  readonly shape: number;
  /** Those whose names have numbers, and how many of these are the very id and file. */
  readonly numbered: number;
  readonly exact: number;
  readonly misses: readonly string[];
}

/** Hides up to ten of the newest revisions of each project below a folder; at least three stay. */
export async function namingShare(folder: string): Promise<readonly Share[]> {
  const projects = await loadProjects(folder);
  return projects.flatMap(({ project, graph }) => {
    const revisions = graph.order.flatMap((id) => {
      const found = graph.revisions.get(id);
      return found ? [{ id, stem: stemOf(found.file), message: found.message }] : [];
    });
    if (revisions.length < 4) return [];
    return [share(project.config, revisions, project.truncateSlugLength)];
  });
}

/** @param revisions newest first */
export function share(name: string, revisions: readonly NamedRevision[], longest: number): Share {
  const hidden = Math.min(10, revisions.length - 3);
  const found = { shape: 0, numbered: 0, exact: 0 };
  const misses: string[] = [];
  for (let at = 0; at < hidden; at++) {
    const real = revisions[at];
    if (!real) continue;
    const naming = learnNaming(revisions.slice(at + 1), longest);
    const random = 'a1b2c3d4e5f6'.repeat(4);
    const date = new Date(Date.UTC(2024, 9, 11, 12, 13, 14));
    const { message } = real;
    const proposed = proposeName(naming, { message, date, random });
    const stem = proposed.fileName.replace(/\.py$/u, '');
    const like = shapeOf(real) === shapeOf({ id: proposed.id, stem, message: real.message });
    if (like) found.shape++;
    else misses.push(`${real.id} ${real.stem} — proposed ${proposed.id} ${stem}`);
    if (naming.latest === undefined) continue;
    found.numbered++;
    // What nobody could foretell is given: the hash, and words that were edited since.
    const given = { message: typedMessage(real), date, random: real.id };
    const { id, fileName } = proposeName(naming, given);
    if (id === real.id && fileName === `${real.stem}.py`) found.exact++;
    else misses.push(`${real.id} ${real.stem} — proposed exactly ${id} ${fileName}`);
  }
  return { name, hidden, ...found, misses };
}

/** What was typed when the file was named: people edit messages afterwards, but not names. */
function typedMessage({ id, stem, message }: NamedRevision): string {
  const own = stem === id ? stem : stem.replace(id, '');
  const words = own.replace(/^_*(?:[A-Za-z]*_?\d+(?=_|$))?_*/u, '');
  return own.includes(slugOf(message, Infinity)) ? message : words;
}

const shapeOf = ({ id, stem, message }: NamedRevision) =>
  `${patternText(readPattern(id, { message }))} ${patternText(readPattern(stem, { id, message }))}`;

export function shareLine({ name, hidden, shape, numbered, exact, misses }: Share): string {
  const numbers = numbered === 0 ? '' : `, ${exact} of ${numbered} numbered ones exactly`;
  return [`${name}: ${shape} of ${hidden}${numbers}`, ...misses.map((miss) => `  ${miss}`)].join(
    '\n',
  );
}
