import type { CommandSpec } from '../core/alembic/command-spec.js';
import type { AlembicProject } from '../core/project/alembic-project.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import type { SourceRange } from '../core/python/value.js';
import type { ReviewGate } from '../core/rules/configuration.js';
import type { Problem } from '../core/revisions/revision.js';
import type { DatabaseIdentity } from '../system/sessions/session.js';
import type { Runner } from '../system/runners/runner.js';

/** Which database Alembic and the checks work on. */
export type DatabaseChoice =
  /** The one that the project's own env.py connects to. */
  | { readonly kind: 'project' }
  /** Another one: env.py is redirected there by the bridge. */
  | {
      readonly kind: 'connection';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password: string | undefined;
    };

/** What an action works on. */
export interface ActionContext {
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  readonly runner: Runner;
  readonly database: DatabaseChoice;
  /** Whether migrations that nobody has read may run; absent: they may. `remember`: they are read. */
  readonly review?: ReviewGate | 'remember' | undefined;
}

/** How an action talks to whoever started it. */
export interface ActionPorts {
  /** Shown before anything changes; false ends the action with outcome `refused`. */
  confirm(plan: RunPlan): Promise<boolean>;
  progress(update: ProgressUpdate): void;
  /** One line of the log: command lines and Alembic's own output, secrets already redacted. */
  log(line: string): void;
  readonly signal: AbortSignal;
}

export interface ProgressUpdate {
  readonly message: string;
  /** Revisions finished and all revisions of the run. */
  readonly done: number;
  readonly total: number;
}

/** What the connected database says of a project's history. */
export interface DatabaseState {
  readonly identity: DatabaseIdentity;
  /** Rows of the version table; empty when there is none. */
  readonly current: readonly string[];
  /** Rows that no file has. */
  readonly unknown: readonly string[];
  /** All applied revisions: `current` and their ancestors. */
  readonly applied: ReadonlySet<string>;
}

/** What a run would do: the text of the dialog, of *Copy command* and of the dry run. */
export interface RunPlan {
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  /** What a person would type; what really runs is the bridge with the same arguments. */
  readonly command: CommandSpec;
  /** Of `alembic`, without those that name the configuration. */
  readonly arguments: readonly string[];
  /** In the order in which they run; empty for `stamp`. */
  readonly revisions: readonly string[];
  readonly identity: DatabaseIdentity;
  /** What the user must know: an empty downgrade(), data that will be lost, … */
  readonly warnings: readonly string[];
}

export type VerdictState = 'holds' | 'fails' | 'cannot tell' | 'superseded';

/** One expectation of a migration, held against the catalogs. */
export interface VerdictRow {
  readonly state: VerdictState;
  /** E.g. `column cad_files.step_hash character varying(64)`. */
  readonly expectation: string;
  /** What is there instead, why it cannot be told, or by which revision it was superseded. */
  readonly detail: string;
  /** The operation in the migration file, if it comes from one; 1-based line. */
  readonly line: number | undefined;
  readonly range: SourceRange | undefined;
}

/** The verification of one revision. */
export interface Verification {
  readonly revision: string;
  readonly file: string;
  /** `applied`: what upgrade() declares is there; `undone`: it is gone again. */
  readonly expected: 'applied' | 'undone';
  /** The first row speaks of the version table, the others of the operations in file order. */
  readonly rows: readonly VerdictRow[];
}

/** An error in words for people. */
export interface Failure {
  readonly title: string;
  readonly cause: string;
  readonly whatToDo: string;
  /** Where in the files it lies. */
  readonly problem?: Problem;
  /** Migrations that somebody has to read first. */
  readonly unread?: readonly string[];
}

export type RunOutcome = 'done' | 'nothing to do' | 'refused' | 'failed' | 'cancelled' | 'lost';

/** How a run ended, and what is true now. */
export interface RunResult {
  readonly outcome: RunOutcome;
  readonly plan: RunPlan | undefined;
  /** Revisions that were really run, in order. */
  readonly ran: readonly string[];
  readonly failure: Failure | undefined;
  /** Read again afterwards; undefined when the database could not be asked. */
  readonly state: DatabaseState | undefined;
  readonly verifications: readonly Verification[];
}
