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
 * again (the arrays of changes are compared by identity), and a schema that is the same is the same
 * object.
 */
export function replay(
  graph: Pick<RevisionGraph, 'revisions' | 'order' | 'parents' | 'dependencies'>,
  changesOf: ChangesOfRevision | ReadonlyMap<string, readonly Change[]>,
  options: ReplayOptions = {},
  previous?: SchemaAt,
): SchemaAt {
  const read = typeof changesOf === 'function' ? changesOf : (id: string) => changesOf.get(id);
  const earlier =
    previous instanceof Replay && sameOptions(previous.options, options) ? previous : undefined;
  const ancestry = earlier?.ancestry.graph === graph ? earlier.ancestry : new Ancestry(graph);
  return new Replay(
    ancestry,
    read,
    options,
    earlier?.kept ?? { runs: new Map(), views: new WeakMap() },
  );
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
  readonly views: WeakMap<State, ReplayedSchema>;
}

class Replay implements SchemaAt {
  readonly #runs = new Map<string, Run>();
  readonly #steps = new Map<string, readonly KnownSchema[]>();

  constructor(
    readonly ancestry: Ancestry,
    readonly changesOf: ChangesOfRevision,
    readonly options: ReplayOptions,
    readonly kept: Kept,
  ) {}

  before(revision: string): KnownSchema {
    return this.#view(this.#run(revision).start);
  }

  after(revision: string): KnownSchema {
    return this.#view(this.#run(revision).end);
  }

  steps(revision: string): readonly KnownSchema[] {
    const known = this.#steps.get(revision);
    if (known) return known;
    const { start, changes } = this.#run(revision);
    const views = this.#through(start, changes ?? [], revision);
    this.#steps.set(revision, views);
    return views;
  }

  following(revision: string, changes: readonly Change[]): readonly KnownSchema[] {
    return this.#through(this.#run(revision).end, changes, revision);
  }

  #through(start: State, changes: readonly Change[], revision: string): readonly KnownSchema[] {
    let state = start;
    const views = [this.#view(state)];
    for (const change of changes) {
      state = applyChange(state, change, revision, this.options);
      views.push(this.#view(state));
    }
    return views;
  }

  #view(state: State): ReplayedSchema {
    const known = this.kept.views.get(state);
    if (known) return known;
    const view = new ReplayedSchema(state);
    this.kept.views.set(state, view);
    return view;
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
      const { others, missing } = this.ancestry.lineage(id);
      for (const other of others) state = this.#over(state, other, `${id} ${other}`).end;
      if (missing !== undefined) state = openBase(state, missing);
      run = this.#over(state, id);
      this.#runs.set(id, run);
      state = run.end;
    }
    return run;
  }

  /** `key`: where the run is kept; one beside a merge is another than the revision's own. */
  #over(start: State, id: string, key = id): Run {
    const changes = this.changesOf(id);
    const earlier = this.kept.runs.get(key);
    if (earlier?.start === start && earlier.changes === changes) return earlier;
    const run = { changes, start, end: this.#end(start, id, changes) };
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
