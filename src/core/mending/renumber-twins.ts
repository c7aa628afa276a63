import { basename } from 'node:path';
import { reachable } from '../graph/walk.js';
import { proposeName, type ProposedName } from '../naming/learn-naming.js';
import { namingOf, takenElsewhere } from '../naming/next-name.js';
import type { Revision } from '../revisions/revision.js';
import { numbersOf, stemOf, type ProjectNumbers } from '../rules/numbers.js';
import type { MendingResult } from './mending.js';
import { renumber } from './renumber.js';
import { textsOf, type Situation } from './situation.js';
import type { Twins } from './twins.js';

/**
 * Gives the revision that moves, and all that build on it, the numbers behind those that stay, and
 * puts it on top of them.
 */
export function renumberTwins(situation: Situation, twins: Twins): MendingResult {
  const { graph } = situation;
  const chain = chainOf(situation, twins);
  const onto = ontoOf(situation, twins, new Set(chain));
  const mending = renumber(graph, textsOf(situation), namesOf(situation, chain), {
    onto,
    followers: new Set(chain.slice(1).map(({ file }) => file)),
  });
  if ('refused' in mending) return mending;
  return { ...mending, says: [...mending.says, twins.because] };
}

/** The one that moves and what stands on it, the lowest first. */
function chainOf({ graph, git }: Situation, { stays, moves }: Twins): readonly Revision[] {
  const shared = stays.revision === moves.revision;
  const fresh = ({ file }: Revision) => git?.added.has(file) === true;
  // What names an id that two files have, belongs to the one that came with it.
  const follows = (id: string) => {
    const child = graph.revisions.get(id);
    return child !== undefined && fresh(child) && fresh(moves) && !fresh(stays);
  };
  const above = reachable([moves.revision], (id) => {
    const children = [...(graph.children.get(id) ?? []), ...(graph.dependents.get(id) ?? [])];
    return shared && id === moves.revision ? children.filter(follows) : children;
  });
  const others = [...graph.order]
    .reverse()
    .filter((id) => above.has(id) && id !== moves.revision)
    .flatMap((id) => graph.revisions.get(id) ?? []);
  return [moves, ...others];
}

/** The only head above the one that stays; undefined where the one that moves stands on it already. */
function ontoOf(
  { graph }: Situation,
  { stays, moves }: Twins,
  chain: ReadonlySet<Revision>,
): string | undefined {
  const moving = new Set([...chain].map(({ revision }) => revision));
  const above = reachable([stays.revision], (id) =>
    (graph.children.get(id) ?? []).filter((child) => !moving.has(child)),
  );
  const ends = [...above].filter(
    (id) => !(graph.children.get(id) ?? []).some((child) => above.has(child)),
  );
  const below = reachable(moves.down, (id) => graph.parents.get(id) ?? []);
  const [end, ...others] = ends;
  return others.length > 0 || end === undefined || below.has(end) ? undefined : end;
}

/** New names: those of the files as they are, with the next numbers that nobody has taken. */
function namesOf(situation: Situation, chain: readonly Revision[]) {
  const { project, graph, git, date, random } = situation;
  const numbers = numbersOf(graph);
  const staying = graph.files.filter((file) => !chain.includes(file));
  const taken = new Set(takenElsewhere(graph, git?.elsewhere ?? []).keys());
  let number = Math.max(0, ...staying.map((file) => numbers?.of(file) ?? 0));
  return chain.map((revision, at) => {
    const shared = staying.some((other) => other.revision === revision.revision);
    if (numbers?.of(revision) === undefined) {
      const name = { message: revision.message, date, random: random.slice(at) };
      const fresh = shared ? proposeName(namingOf(project, graph), name) : sameName(revision);
      return { revision, name: fresh };
    }
    do number++;
    while (taken.has(number));
    const { fileName, id } = numbered(revision, numbers, number);
    return {
      revision,
      name: { fileName, id: shared && id === revision.revision ? random.slice(at, at + 12) : id },
    };
  });
}

const sameName = ({ file, revision }: Revision): ProposedName => ({
  id: revision,
  fileName: basename(file),
});

/** The same id and file with another number, where they have one. */
function numbered(revision: Revision, numbers: ProjectNumbers, number: number): ProposedName {
  const own = numbers.of(revision);
  const write = (name: string) =>
    numbers.valueOf(name) !== own && Number(/\d+/u.exec(name)?.[0]) !== own
      ? name
      : name.replace(/\d+/u, (digits) => String(number).padStart(digits.length, '0'));
  const id = numbers.valueOf(revision.revision) === own ? write(revision.revision) : undefined;
  return { id: id ?? revision.revision, fileName: `${write(stemOf(revision.file))}.py` };
}
