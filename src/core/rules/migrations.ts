import type { Change } from '../changes/change.js';
import { changesOf } from '../changes/changes-of.js';
import type { KnownSchema } from '../changes/known-schema.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import { changeBetween, parsePython, reparse, type PythonModule } from '../python/parse.js';
import { readModuleBody } from '../revisions/read-body.js';
import type { RevisionBody } from '../revisions/revision.js';
import { replay, type SchemaAt } from '../schema/replay/replay.js';
import { remembering } from '../sql/remember.js';
import type { SqlParser } from '../sql/sql-parser.js';
import { changedFiles } from './open-texts.js';
import type { Migration, MigrationSource } from './rule.js';
import { stepsOf } from './steps.js';

/** A file in full, without what the history around it tells. */
interface Parsed {
  readonly text: string;
  readonly module: PythonModule;
  readonly body: RevisionBody;
  readonly upgrade: readonly Change[];
}

/** A migration, and the schema that it was read over. */
interface Known {
  readonly parsed: Parsed;
  readonly before: KnownSchema;
  readonly migration: Migration;
}

/** What the readings that follow each other share: all of it holds only for the text it is of. */
interface Kept {
  /** By file. */
  readonly modules: Map<string, PythonModule>;
  readonly parsed: Map<string, Parsed>;
  /** By revision. */
  readonly migrations: Map<string, Known>;
}

const emptyKept = (): Kept => ({
  modules: new Map(),
  parsed: new Map(),
  migrations: new Map(),
});

/** The migrations of a project, each read in full when it is first asked for. */
export class Migrations implements MigrationSource {
  readonly #kept: Kept;
  readonly #schemas: SchemaAt;
  readonly #sql: SqlParser | undefined;

  /**
   * @param texts by file, migrations and others; those that an editor holds, as it holds them
   * @param sql undefined: SQL is not read, and what it does is unknown
   * @param previous an earlier reading: what its texts still are is not read again
   */
  constructor(
    readonly graph: RevisionGraph,
    readonly texts: ReadonlyMap<string, string>,
    readonly sql: SqlParser | undefined,
    readonly postgres: number,
    previous?: Migrations,
  ) {
    const same = previous !== undefined && previous.sql === sql && previous.postgres === postgres;
    this.#kept = same ? previous.#kept : emptyKept();
    this.#sql = sql && remembering(sql);
    const earlier = same ? previous.#schemas : undefined;
    const changed = same ? changedSince(previous, graph, texts) : [];
    this.#schemas = replay(graph, (id) => this.#parse(id)?.upgrade, {}, earlier, changed);
  }

  /** A revision in full; undefined where no file has it. The same object while nothing changes. */
  get(id: string): Migration | undefined {
    const revision = this.graph.revisions.get(id);
    const parsed = this.#parse(id);
    if (!revision || !parsed) return undefined;
    const before = this.#schemas.before(id);
    const known = this.#kept.migrations.get(id);
    if (
      known?.parsed === parsed &&
      known.before === before &&
      known.migration.revision === revision
    )
      return known.migration;
    const { text, module, body, upgrade } = parsed;
    const downgrade = changesOf(body.downgrade, this.#sql);
    const up = this.#schemas.steps(id);
    const down = this.#schemas.following(id, downgrade);
    const after = this.#schemas.after(id);
    const migration: Migration = {
      revision,
      file: revision.file,
      text,
      module,
      body,
      upgrade: stepsOf('upgrade', upgrade, up, this.postgres),
      downgrade: stepsOf('downgrade', downgrade, down, this.postgres),
      before,
      after,
      undone: down.at(-1) ?? after,
    };
    this.#kept.migrations.set(id, { parsed, before, migration });
    return migration;
  }

  /** A file as Python; undefined where its text is not known. */
  module(file: string): PythonModule | undefined {
    const text = this.texts.get(file);
    if (text === undefined) return undefined;
    const known = this.#kept.modules.get(file);
    if (known?.text === text) return known;
    const module = known
      ? reparse(known, text, [changeBetween(known.text, text)])
      : parsePython(text);
    this.#kept.modules.set(file, module);
    return module;
  }

  #parse(id: string): Parsed | undefined {
    const file = this.graph.revisions.get(id)?.file;
    const module = file === undefined ? undefined : this.module(file);
    if (file === undefined || !module) return undefined;
    const known = this.#kept.parsed.get(file);
    if (known?.module === module) return known;
    const body = readModuleBody(module);
    const upgrade = changesOf(body.upgrade, this.#sql);
    const parsed = { text: module.text, module, body, upgrade };
    this.#kept.parsed.set(file, parsed);
    return parsed;
  }
}

/** Revisions whose files have other texts than they had. */
function changedSince(
  { texts: old }: Migrations,
  graph: RevisionGraph,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const ids = idsByFile(graph);
  return changedFiles(old, texts).flatMap((file) => ids.get(file) ?? []);
}

const known = new WeakMap<RevisionGraph, ReadonlyMap<string, string>>();

/** The id of the revision that a file holds, where Alembic takes it from there. */
function idsByFile(graph: RevisionGraph): ReadonlyMap<string, string> {
  const made =
    known.get(graph) ?? new Map([...graph.revisions].map(([id, { file }]) => [file, id]));
  known.set(graph, made);
  return made;
}
