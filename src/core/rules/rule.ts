import type { Change } from '../changes/change.js';
import type { Effects } from '../changes/effects/effects.js';
import type { KnownSchema } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { ProjectCode } from '../models/project-code.js';
import type { AlembicProject } from '../project/alembic-project.js';
import type { PackageVersions } from '../project/package-versions.js';
import type { PythonModule } from '../python/parse.js';
import type { Revision, RevisionBody } from '../revisions/revision.js';
import type { EnvFacts } from './env-facts.js';
import type { RuleFinding, Severity } from './finding.js';
import type { Naming } from './naming.js';
import type { Outside } from './outside.js';

/** Sections A to G of the catalogue. */
export type Category = 'checklist' | 'locks' | 'loss' | 'design' | 'alembic' | 'history' | 'models';

export type Direction = 'upgrade' | 'downgrade';

/** One change of a migration, with what is known around it. */
export interface Step {
  readonly change: Change;
  readonly direction: Direction;
  /** The schema just before it, as replayed; what cannot be known is unknown. */
  readonly before: KnownSchema;
  /** The schema just after it. */
  readonly after: KnownSchema;
  /**
   * What the server does, for relations that existed before this function ran; a table that the
   * same function created is left out, since nobody waits for it.
   */
  readonly effects: Effects;
}

/** One migration file in full. */
export interface Migration {
  readonly revision: Revision;
  readonly file: string;
  readonly text: string;
  readonly module: PythonModule;
  readonly body: RevisionBody;
  readonly upgrade: readonly Step[];
  readonly downgrade: readonly Step[];
  /** Before `upgrade()`. */
  readonly before: KnownSchema;
  /** After `upgrade()`. */
  readonly after: KnownSchema;
  /** After `upgrade()` and then `downgrade()`. */
  readonly undone: KnownSchema;
}

/** Where the rules find what they are run over. */
export interface MigrationSource {
  readonly graph: RevisionGraph;
  /** By file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly postgres: number;
  /** A revision in full; undefined where no file has it. */
  get(id: string): Migration | undefined;
}

/** What a `change` rule looks at: a step and where it stands. */
export interface ChangeSubject extends Step {
  readonly migration: Migration;
  /** The steps of the same direction, this one among them. */
  readonly steps: readonly Step[];
}

export interface HistorySubject {
  readonly graph: RevisionGraph;
  /** By file, the configuration's too. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The code of a project beside its migrated schema. */
export interface ModelSubject extends ProjectCode {
  readonly migrations: MigrationSource;
  /** At the one head; undefined where there are several or none. */
  readonly schema: KnownSchema | undefined;
}

/** What a rule may look at, by `on`. */
export interface Subjects {
  readonly change: ChangeSubject;
  readonly revision: Migration;
  readonly history: HistorySubject;
  readonly model: ModelSubject;
}

/** A step and the migration it stands in. */
export interface PlacedStep {
  readonly migration: Migration;
  readonly step: Step;
}

/** Which steps run in one transaction; what is assumed stands at `transactionsOf`. */
export interface Transactions {
  /**
   * Steps that run before this one in its transaction, the nearest first: those of the same function,
   * then those of earlier pending revisions, without their effects on tables that the transaction
   * itself created.
   */
  before(of: Pick<ChangeSubject, 'migration' | 'direction' | 'change'>): Iterable<PlacedStep>;
  /** Steps of the same function that run after this one in its transaction, in their order. */
  after(of: Pick<ChangeSubject, 'migration' | 'direction' | 'change'>): Iterable<PlacedStep>;
  /** The pending revision that runs just before one, by the same command and transaction mode. */
  previous(migration: Migration): Migration | undefined;
  /** The pending revision that runs just after it likewise. */
  next(migration: Migration): Migration | undefined;
}

/** What holds for a whole run of the rules; a package whose version is not known is undefined. */
export interface RuleContext extends PackageVersions {
  /** All rules that there are. */
  readonly rules: readonly Rule[];
  readonly graph: RevisionGraph;
  /** By file, of the whole project. */
  readonly texts: ReadonlyMap<string, string>;
  readonly transactions: Transactions;
  /** PostgreSQL's major version, 10 to 18. */
  readonly postgres: number;
  /** Rows of a table, where a connected database told; undefined: not known. */
  readonly rowsOf: (table: ObjectName) => number | undefined;
  /** Tables with fewer rows are small: their locks are short. */
  readonly smallTable: number;
  /** What new names have to look like, as configured. */
  readonly naming: Naming;
  /** What env.py is known to do. */
  readonly env: EnvFacts;
  readonly project: AlembicProject;
  /** What is known from git, models and databases. */
  readonly outside: Outside;
}

interface RuleBase {
  /** Kebab-case; also file name, docs page, fixture folder, setting key, suppression, SARIF id. */
  readonly id: string;
  /** The problem in a few words, for lists. */
  readonly title: string;
  readonly category: Category;
  /** In the preset `recommended`; a rule that is `off` there is a warning in `strict`. */
  readonly severity: Severity | 'off';
  /** A suppression of this rule must give a reason. */
  readonly reasonRequired?: true;
  /** Only upgrade() is checked unless `checkDowngrade` is set: for locks and running clients. */
  readonly upgradeOnly?: true;
}

export interface RuleOn<K extends keyof Subjects> extends RuleBase {
  readonly on: K;
  check(subject: Subjects[K], context: RuleContext): Iterable<RuleFinding>;
}

export type Rule = { [K in keyof Subjects]: RuleOn<K> }[keyof Subjects];
