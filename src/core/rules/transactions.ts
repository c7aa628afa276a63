import { best, type KnownSchema } from '../changes/known-schema.js';
import type { Change } from '../changes/change.js';
import type { ObjectName } from '../changes/objects.js';
import type { EnvFacts } from './env-facts.js';
import type {
  Direction,
  Migration,
  MigrationSource,
  PlacedStep,
  Step,
  Transactions,
} from './rule.js';

/**
 * Which steps run in one transaction. A default `alembic upgrade head` is one transaction over all
 * pending revisions; `autocommit_block()` commits what came before it, runs each of its statements
 * alone and begins anew; `transaction_per_migration` and `transactional_ddl=False` in env.py part
 * revisions; an engine in AUTOCOMMIT parts statements. After a COMMIT or ROLLBACK of the
 * migration's own it depends on the driver: nothing is said to be together until a BEGIN.
 *
 * Assumed: what is pending is run by one command, in the order of the history. Two revisions are
 * taken to follow each other only where nothing else can run between them: one parent, one child.
 *
 * @param pending ids; where no database told, those that are checked
 */
export function transactionsOf(
  migrations: Pick<MigrationSource, 'get' | 'graph'>,
  pending: ReadonlySet<string>,
  env: EnvFacts,
): Transactions {
  const { graph } = migrations;
  // Children stand before what they build on: anything else is part of a cycle.
  const places = new Map(graph.order.map((id, place) => [id, place]));
  const runs = new Map<string, Run>();
  const made = new Map<Change, Run>();
  const cut = new Map<readonly Step[], Cut>();
  // Rules ask of one migration after the other, and of each many times.
  let asked: { migration: Migration; open: readonly PlacedStep[] } | undefined;

  return {
    *before({ migration, direction, change }) {
      const { parts, placed, places } = cutOf(migration, direction);
      const at = places.get(change) ?? -1;
      for (let index = at - 1; index >= 0; index--) {
        const step = placed[index];
        if (step && parts[index] === parts[at]) yield step;
      }
      if (direction === 'upgrade' && parts[at] === 0)
        for (const step of openBefore(migration)) yield step;
    },

    *after({ migration, direction, change }) {
      const { parts, placed, places } = cutOf(migration, direction);
      const at = places.get(change) ?? -1;
      for (let index = at + 1; index < placed.length; index++) {
        const step = placed[index];
        if (step && parts[index] === parts[at]) yield step;
      }
    },

    previous,

    next({ revision: { revision: id } }) {
      const [child, ...others] = above(id).filter((other) => pending.has(other));
      const own = child === undefined || others.length > 0 ? undefined : migrations.get(child);
      return own && previous(own)?.revision.revision === id ? own : undefined;
    },
  };

  function cutOf(migration: Migration, direction: Direction): Cut {
    const steps = migration[direction];
    const known = cut.get(steps);
    if (known) return known;
    const made = {
      ...partsOf(steps, env),
      placed: steps.map((step) => ({ migration, step })),
      // The first, where a change stands twice.
      places: new Map(steps.map(({ change }, place) => [change, place] as const).reverse()),
    };
    cut.set(steps, made);
    return made;
  }

  /** Steps of earlier revisions that are not committed when a revision begins, the nearest first. */
  function openBefore(migration: Migration): readonly PlacedStep[] {
    if (asked?.migration !== migration)
      asked = { migration, open: [...openRevisions(migration)].flat() };
    return asked.open;
  }

  function* openRevisions(migration: Migration): Generator<readonly PlacedStep[]> {
    let own = previous(migration);
    for (let count = 0; own && count < mostPending; count++) {
      const run = runOf(own);
      run.placed ??= placedIn(own, run);
      yield run.placed;
      own = run.parted ? undefined : previous(own);
    }
  }

  function placedIn(migration: Migration, run: Run): readonly PlacedStep[] {
    return run.open
      .map((step): PlacedStep => ({ migration, step: onOlderRelations(step, run) }))
      .reverse();
  }

  function previous({ revision: { revision: id } }: Migration): Migration | undefined {
    if (env.autocommit || env.transactionPerMigration) return undefined;
    const [parent, ...others] = below(id);
    if (parent === undefined || others.length > 0 || !pending.has(parent)) return undefined;
    if ((places.get(parent) ?? 0) <= (places.get(id) ?? 0)) return undefined;
    const children = above(parent).filter((child) => pending.has(child));
    return children.length === 1 ? migrations.get(parent) : undefined;
  }

  function below(id: string): readonly string[] {
    const { parents, dependencies } = graph;
    return [...new Set([...(parents.get(id) ?? []), ...(dependencies.get(id) ?? [])])];
  }

  function above(id: string): readonly string[] {
    const { children, dependents } = graph;
    return [...new Set([...(children.get(id) ?? []), ...(dependents.get(id) ?? [])])];
  }

  function runOf(migration: Migration): Run {
    const path: Migration[] = [];
    let known: Run | undefined;
    for (let own: Migration | undefined = migration; own && !known; own = previous(own)) {
      known = runs.get(own.file);
      if (!known) path.push(own);
    }
    for (const own of path.reverse()) {
      const { parts, last } = cutOf(own, 'upgrade');
      const parted = last !== 0;
      const place = known ? known.place + 1 : 0;
      const chain: string = known?.chain ?? own.file;
      const start = !known || parted ? place : known.start;
      const open = own.upgrade.filter((_, index) => parts[index] === last);
      known = { open, parted, place, chain, start };
      runs.set(own.file, known);
      for (const { change } of open) if (change.kind === 'create_table') made.set(change, known);
    }
    return known ?? { open: [], parted: true, place: 0, chain: migration.file, start: 0 };
  }

  /** Without what is done to tables that the same transaction created in an earlier revision. */
  function onOlderRelations(step: Step, { chain, start }: Run): Step {
    const { effects, before } = step;
    const relations = effects.relations.filter(({ relation }) => {
      const creator = made.get(originOf(before, relation) ?? step.change);
      return creator?.chain !== chain || creator.place < start;
    });
    return { ...step, effects: { ...effects, relations } };
  }
}

/** The steps of a function, and which of them share a transaction. */
interface Cut extends ReturnType<typeof partsOf> {
  readonly placed: readonly PlacedStep[];
  readonly places: ReadonlyMap<Change, number>;
}

/** What a revision leaves open at its end. */
interface Run {
  /** Its steps that are not committed when it ends. */
  readonly open: readonly Step[];
  /** It committed what was open when it began. */
  readonly parted: boolean;
  /** The first of the revisions that follow each other, and how many stand before this one. */
  readonly chain: string;
  readonly place: number;
  /** The place of the revision in which the transaction that is open at its end began. */
  readonly start: number;
  /** `open` as later revisions see it, the last first; once it was asked for. */
  placed?: readonly PlacedStep[];
}

/** Further back is not looked: more than these are not pending at once. */
const mostPending = 50;

/**
 * One number per step: steps with the same number share a transaction. 0 is the one that is open
 * when the function begins; `last` the one that is open at its end, undefined where none is known.
 */
function partsOf(
  steps: readonly Step[],
  env: EnvFacts,
): { readonly parts: readonly number[]; readonly last: number | undefined } {
  let part = 0;
  let loose = env.autocommit;
  let previous: Change | undefined;
  const parts = steps.map(({ change }) => {
    const ended = endsTransaction(previous);
    const apart = change.autocommit || previous?.autocommit === true || loose || ended;
    if (apart && (ended || !sentWith(previous, change))) part++;
    if (change.autocommit || begins(change)) loose = env.autocommit;
    else if (endsTransaction(change)) loose = true;
    previous = change;
    return part;
  });
  if (previous?.autocommit) part++;
  return { parts, last: loose ? undefined : part };
}

const statementOf = (change: Change) => (change.kind === 'transaction' ? change.statement : '');
const endsTransaction = (change: Change | undefined) =>
  change !== undefined && /^(?:COMMIT|ROLLBACK)$/.test(statementOf(change));
const begins = (change: Change) => /^(?:BEGIN|START)$/.test(statementOf(change));

/** One string of SQL is sent as one, and runs as one where nothing else is open. */
const sentWith = (previous: Change | undefined, { source }: Change) =>
  source.sql !== undefined && previous?.source.operation === source.operation;

const originOf = (schema: KnownSchema, relation: ObjectName) =>
  best(schema.table(relation))?.origin;
