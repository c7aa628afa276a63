import type { Change } from '../../changes/change.js';
import type { Doubt, KnownSchema } from '../../changes/known-schema.js';
import type { RevisionGraph } from '../../graph/revision-graph.js';
import { Ancestry } from './ancestry.js';
import { applyChange } from './apply-change.js';
import { clouded } from './cloud.js';
import type { ReplayOptions } from './draft.js';
import { ReplayedSchema } from './schema-view.js';
import { emptyState, type State, unknownBase } from './state.js';

export type { NamingConvention, ReplayOptions } from './draft.js';

/** The schema at every point of a history. Computed when asked for, and kept. */
export interface SchemaAt {
  /** Before `upgrade()` of a revision, after all that it builds on. */
  before(revision: string): KnownSchema;
  /** After `upgrade()` of a revision. */
  after(revision: string): KnownSchema;
  /** Before each change of `upgrade()`, and at the end one more: after the last. */
  steps(revision: string): readonly KnownSchema[];
  /** The same for changes that run after `upgrade()` of a revision: those of its `downgrade()`. */
  following(revision: string, changes: readonly Change[]): readonly KnownSchema[];
}

/** What `upgrade()` of a revision does; undefined where its file has not been read. */
export type ChangesOfRevision = (revision: string) => readonly Change[] | undefined;

/**
 * Replays the changes of a history along its graph, in the order in which Alembic runs it: what a
 * revision builds on is all its ancestors and dependencies. Nothing is computed before it is asked
 * for. Give the result of an earlier call as `previous`: what its changes still are is not replayed
 * again (the arrays of changes are compared by identity), and the schema before a revision is the
 * same object while it is the same. `changed` spares even that comparison: ids of all revisions that
 * may have other changes now.
 */
export function replay(
  graph: Pick<RevisionGraph, 'revisions' | 'order' | 'parents' | 'dependencies'>,
  changesOf: ChangesOfRevision | ReadonlyMap<string, readonly Change[]>,
  options: ReplayOptions = {},
  previous?: SchemaAt,
  changed?: Iterable<string>,
): SchemaAt {
  const read = typeof changesOf === 'function' ? changesOf : (id: string) => changesOf.get(id);
  const earlier =
    previous instanceof Replay && sameOptions(previous.options, options) ? previous : undefined;
  const ancestry = earlier?.ancestry.graph === graph ? earlier.ancestry : new Ancestry(graph);
  const kept = earlier?.kept ?? { runs: new Map<string, Run>(), views: new Map<string, View>() };
  const next = new Replay(ancestry, read, options, kept);
  if (changed && earlier?.ancestry === ancestry) next.takeOver(earlier, changed);
  return next;
}

/**
 * The schema before each of some changes, and after the last; from nothing, or from a schema that
 * is not known, and why.
 */
export function replayChanges(
  changes: readonly Change[],
  options: ReplayOptions = {},
  unknown?: Doubt,
): readonly KnownSchema[] {
  let state = unknown ? unknownBase(unknown) : emptyState;
  const states = [state];
  for (const change of changes) states.push((state = applyChange(state, change, '', options)));
  return states.map((each) => new ReplayedSchema(each));
}

const sameOptions = (left: ReplayOptions, right: ReplayOptions) =>
  JSON.stringify(left) === JSON.stringify(right);

/** One run of a revision's changes over one state. */
interface Run {
  readonly changes: readonly Change[] | undefined;
  readonly start: State;
  readonly end: State;
}

/** What the replays that follow each other share. */
interface Kept {
  /** The latest run of each revision. */
  readonly runs: Map<string, Run>;
  /** Of the schema before each revision. */
  readonly views: Map<string, View>;
}

interface View {
  readonly state: State;
  readonly schema: KnownSchema;
}

class Replay implements SchemaAt {
  #runs = new Map<string, Run>();
  readonly #steps = new Map<string, readonly KnownSchema[]>();

  constructor(
    readonly ancestry: Ancestry,
    readonly changesOf: ChangesOfRevision,
    readonly options: ReplayOptions,
    readonly kept: Kept,
  ) {}

  /** Takes the runs that these changes cannot concern; the other replay has to look again. */
  takeOver(other: Replay, changed: Iterable<string>): void {
    this.#runs = other.#runs;
    other.#runs = new Map();
    for (const id of this.ancestry.notBefore(changed)) this.#runs.delete(id);
  }

  before(revision: string): KnownSchema {
    const state = this.#start(revision);
    const known = this.kept.views.get(revision);
    if (known?.state === state) return known.schema;
    const schema = new ReplayedSchema(state);
    this.kept.views.set(revision, { state, schema });
    return schema;
  }

  after(revision: string): KnownSchema {
    return new ReplayedSchema(this.#run(revision).end);
  }

  steps(revision: string): readonly KnownSchema[] {
    const known = this.#steps.get(revision);
    if (known) return known;
    const start = this.#start(revision);
    const changes = this.changesOf(revision);
    const states = this.#states(start, changes ?? [], revision);
    if (changes) {
      const end = resetSearchPath(states.at(-1) ?? start);
      this.#runs.set(revision, this.#keep({ changes, start, end }, revision));
    }
    const [, ...after] = states;
    const views = [this.before(revision), ...after.map((state) => new ReplayedSchema(state))];
    this.#steps.set(revision, views);
    return views;
  }

  following(revision: string, changes: readonly Change[]): readonly KnownSchema[] {
    const states = this.#states(this.#run(revision).end, changes, revision);
    return states.map((state) => new ReplayedSchema(state));
  }

  /** Before each change, and after the last. */
  #states(start: State, changes: readonly Change[], revision: string): readonly State[] {
    let state = start;
    const states = [state];
    for (const change of changes)
      states.push((state = applyChange(state, change, revision, this.options)));
    return states;
  }

  /** Iterative: histories are longer than a call stack is deep. */
  #run(revision: string): Run {
    const known = this.#runs.get(revision);
    if (known) return known;
    const path: string[] = [];
    let end: Run | undefined;
    for (let id: string | undefined = revision; id !== undefined && !end;) {
      path.push(id);
      id = this.ancestry.lineage(id).from;
      end = id === undefined ? undefined : this.#runs.get(id);
    }
    let state = end?.end ?? emptyState;
    let run: Run = { changes: [], start: state, end: state };
    for (const id of path.reverse()) {
      run = this.#over(this.#joined(state, id), id);
      this.#runs.set(id, run);
      state = run.end;
    }
    return run;
  }

  #start(revision: string): State {
    const known = this.#runs.get(revision);
    if (known) return known.start;
    const { from } = this.ancestry.lineage(revision);
    return this.#joined(from === undefined ? emptyState : this.#run(from).end, revision);
  }

  /** What a revision starts from: the end of its first parent, and what else has run by then. */
  #joined(first: State, id: string): State {
    const { others, missing } = this.ancestry.lineage(id);
    let state = first;
    for (const other of others) state = this.#over(state, other, `${id} ${other}`).end;
    return missing === undefined ? state : openBase(state, missing);
  }

  /** `key`: where the run is kept; one beside a merge is another than the revision's own. */
  #over(start: State, id: string, key = id): Run {
    const changes = this.changesOf(id);
    const earlier = this.kept.runs.get(key);
    if (earlier?.start === start && earlier.changes === changes) return earlier;
    return this.#keep({ changes, start, end: this.#end(start, id, changes) }, key);
  }

  /** The earlier run, where it was the same. */
  #keep(run: Run, key: string): Run {
    const earlier = this.kept.runs.get(key);
    if (earlier?.start === run.start && earlier.changes === run.changes) return earlier;
    this.kept.runs.set(key, run);
    return run;
  }

  #end(start: State, id: string, changes: readonly Change[] | undefined): State {
    if (!changes) {
      const doubt = { reason: `the file of revision ${id} has not been read`, revision: id };
      return clouded(start, 'anything', doubt);
    }
    let state = start;
    for (const change of changes) state = applyChange(state, change, id, this.options);
    return resetSearchPath(state);
  }
}

/** A revision whose parents are not all there starts from a schema that nobody knows. */
function openBase(start: State, reason: string): State {
  return start === emptyState
    ? (unknownBases.get(reason) ?? remember(reason))
    : { ...start, incomplete: { doubt: { reason }, at: start.clock } };
}

/** Kept, so that an unknown base is the same one in a later replay. */
const unknownBases = new Map<string, State>();

function remember(reason: string): State {
  const state = unknownBase({ reason });
  unknownBases.set(reason, state);
  return state;
}

/** `SET search_path` in one revision is not trusted in the next. */
function resetSearchPath(state: State): State {
  return state.defaultSchema === 'public' ? state : { ...state, defaultSchema: 'public' };
}
