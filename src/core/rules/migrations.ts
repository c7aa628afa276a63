import type { Change } from '../changes/change.js';
import { changesOf } from '../changes/changes-of.js';
import type { Effects } from '../changes/effects/effects.js';
import { effectsOf } from '../changes/effects/effects-of.js';
import { best, type KnownSchema } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import { parsePython, type PythonModule } from '../python/parse.js';
import { readModuleBody } from '../revisions/read-body.js';
import type { RevisionBody } from '../revisions/revision.js';
import { replay, type SchemaAt } from '../schema/replay/replay.js';
import type { SqlParser } from '../sql/sql-parser.js';
import type { Direction, Migration, Step } from './rule.js';

/** A file in full, without what the history around it tells. */
interface Parsed {
  readonly text: string;
  readonly module: PythonModule;
  readonly body: RevisionBody;
  readonly upgrade: readonly Change[];
}

/** The migrations of a project, each read in full when it is first asked for. */
export class Migrations {
  readonly #parsed = new Map<string, Parsed>();
  readonly #migrations = new Map<string, Migration>();
  readonly #schemas: SchemaAt;

  /**
   * @param texts by file, migrations and others; those that an editor holds, as it holds them
   * @param sql undefined: SQL is not read, and what it does is unknown
   */
  constructor(
    readonly graph: RevisionGraph,
    readonly texts: ReadonlyMap<string, string>,
    readonly sql: SqlParser | undefined,
    readonly postgres: number,
  ) {
    this.#schemas = replay(graph, (id) => this.#parse(id)?.upgrade);
  }

  /** A revision in full; undefined where no file has it. */
  get(id: string): Migration | undefined {
    const known = this.#migrations.get(id);
    if (known) return known;
    const revision = this.graph.revisions.get(id);
    const parsed = this.#parse(id);
    if (!revision || !parsed) return undefined;
    const { text, module, body, upgrade } = parsed;
    const downgrade = changesOf(body.downgrade, this.sql);
    const up = this.#schemas.steps(id);
    const down = this.#schemas.following(id, downgrade);
    const before = this.#schemas.before(id);
    const after = this.#schemas.after(id);
    const migration: Migration = {
      revision,
      file: revision.file,
      text,
      module,
      body,
      upgrade: this.#steps('upgrade', upgrade, up),
      downgrade: this.#steps('downgrade', downgrade, down),
      before,
      after,
      undone: down.at(-1) ?? after,
    };
    this.#migrations.set(id, migration);
    return migration;
  }

  #parse(id: string): Parsed | undefined {
    const file = this.graph.revisions.get(id)?.file;
    const text = file === undefined ? undefined : this.texts.get(file);
    if (text === undefined) return undefined;
    const known = this.#parsed.get(id);
    if (known) return known;
    const module = parsePython(text);
    const body = readModuleBody(module);
    const parsed = { text, module, body, upgrade: changesOf(body.upgrade, this.sql) };
    this.#parsed.set(id, parsed);
    return parsed;
  }

  #steps(
    direction: Direction,
    changes: readonly Change[],
    schemas: readonly KnownSchema[],
  ): readonly Step[] {
    const own = new Set(changes);
    return changes.flatMap((change, index) => {
      const [before, after] = [schemas[index], schemas[index + 1]];
      if (!before || !after) return [];
      const effects = effectsOf(change, { postgres: this.postgres, schema: before });
      return [{ change, direction, before, after, effects: onOldRelations(effects, before, own) }];
    });
  }
}

/** Without what happens to tables that these changes created, and to their indexes. */
function onOldRelations(effects: Effects, schema: KnownSchema, own: ReadonlySet<Change>): Effects {
  const isNew = (name: ObjectName): boolean => {
    const table = best(schema.table(name)) ?? tableOfIndex(name);
    return table !== undefined && own.has(table.origin) && makesTable(table.origin);
  };
  const tableOfIndex = (name: ObjectName) => {
    const index = best(schema.index(name));
    return index && best(schema.table(index.definition.table));
  };
  return {
    ...effects,
    relations: effects.relations.filter(({ relation }) => !isNew(relation)),
  };
}

const makesTable = ({ kind }: Change) => kind === 'create_table' || kind === 'create_object';
