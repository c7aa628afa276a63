import type { Random } from './random.js';

/** A revision of a made-up history, before it is written to a file. */
export interface HistoryRevision {
  readonly revision: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
}

export type IdStyle = 'number' | 'hash' | 'slug' | 'date';

export interface HistoryShape {
  readonly size: number;
  readonly ids: IdStyle;
  /** Probabilities for each further revision. */
  readonly branch: number;
  readonly merge: number;
  readonly base: number;
  readonly dependency: number;
  readonly label: number;
  /** Whether a revision may name an ancestor of what it also names: allowed, and odd. */
  readonly redundant: boolean;
}

/** A plain line, or something with everything that Alembic allows. */
export function randomShape(random: Random, largest: number, redundant = false): HistoryShape {
  const wild = random.chance(0.8);
  return {
    size: 1 + random.below(largest),
    ids: random.pick(['number', 'hash', 'slug', 'date']),
    branch: wild ? random.next() * 0.4 : 0,
    merge: wild ? random.next() * 0.3 : 0,
    base: wild ? random.next() * 0.15 : 0,
    dependency: wild ? random.next() * 0.3 : 0,
    label: wild ? random.next() * 0.15 : 0,
    redundant,
  };
}

/** A valid history: no cycle, no label twice, every reference exists and is older. */
export function generateHistory(random: Random, shape: HistoryShape): readonly HistoryRevision[] {
  const history: HistoryRevision[] = [];
  const labels: string[] = [];
  for (let index = 0; index < shape.size; index++) {
    const revision = makeId(random, shape.ids, index);
    const older = history.map((other) => other.revision);
    const down = makeDown(random, shape, history, older);
    const dependsOn = random.chance(shape.dependency)
      ? pickSeveral(random, shape, history, older, 1 + random.below(2), down)
      : [];
    const branchLabels: string[] = [];
    while (random.chance(shape.label) && branchLabels.length < 2) {
      const label = `label_${labels.length}`;
      labels.push(label);
      branchLabels.push(label);
    }
    const written = dependsOn.map((id) => byLabel(random, history, id));
    history.push({ revision, down, dependsOn: written, branchLabels });
  }
  return history;
}

function makeDown(
  random: Random,
  shape: HistoryShape,
  history: readonly HistoryRevision[],
  older: readonly string[],
): readonly string[] {
  const last = older.at(-1);
  if (last === undefined || random.chance(shape.base)) return [];
  const used = new Set(history.flatMap(({ down }) => down));
  const heads = older.filter((id) => !used.has(id));
  if (random.chance(shape.merge) && older.length > 1) {
    const pool = random.chance(0.8) && heads.length > 1 ? heads : older;
    return pickSeveral(random, shape, history, pool, random.chance(0.85) ? 2 : 4, []);
  }
  return [(random.chance(shape.branch) ? random.pick(older) : random.pick(heads)) ?? last];
}

/** Different ids of the pool; unless the shape allows it, none is an ancestor of another. */
function pickSeveral(
  random: Random,
  shape: HistoryShape,
  history: readonly HistoryRevision[],
  pool: readonly string[],
  count: number,
  beside: readonly string[],
): string[] {
  const taken: string[] = [];
  for (const id of random.sample(pool, pool.length)) {
    if (taken.length === count) break;
    const others = [...beside, ...taken];
    const apart =
      !ancestorsOf(history, others).has(id) &&
      !others.some((other) => ancestorsOf(history, [id]).has(other));
    if (apart || (shape.redundant && !others.includes(id) && random.chance(0.5))) taken.push(id);
  }
  return taken;
}

/** These and all they stand on, by down revisions and dependencies. */
function ancestorsOf(history: readonly HistoryRevision[], ids: readonly string[]): Set<string> {
  const byName = new Map(
    history.flatMap((entry) =>
      [entry.revision, ...entry.branchLabels].map((name) => [name, entry] as const),
    ),
  );
  const seen = new Set(ids);
  for (const id of seen) {
    const entry = byName.get(id);
    for (const name of [...(entry?.down ?? []), ...(entry?.dependsOn ?? [])])
      seen.add(byName.get(name)?.revision ?? name);
  }
  return seen;
}

function byLabel(random: Random, history: readonly HistoryRevision[], id: string): string {
  const label = history.find(({ revision }) => revision === id)?.branchLabels[0];
  return label !== undefined && random.chance(0.5) ? label : id;
}

const words = ['add', 'drop', 'orders', 'users', 'index', 'price', 'tenant', 'media'] as const;

function makeId(random: Random, style: IdStyle, index: number): string {
  const number = String(index + 1).padStart(3, '0');
  if (style === 'number') return number;
  if (style === 'slug') return `${number}_${random.pick(words)}_${random.pick(words)}`;
  if (style === 'date') return String(202401010000 + index * 137);
  const digits = Array.from({ length: 12 }, () => random.below(16).toString(16));
  return digits.join('');
}
