import type * as vscode from 'vscode';
import type { KnownSchema } from '../core/changes/known-schema.js';
import { Migrations } from '../core/rules/migrations.js';
import type { Migration } from '../core/rules/rule.js';
import { OpenTexts } from '../core/rules/open-texts.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import type { ProjectStore } from './project-store.js';
import { realPath } from './real-paths.js';
import { revisionOfFile } from './shared/analysis.js';
import type { WorkspaceReader } from './workspace-reader.js';

/** Replayed for names and types, which are the same for every version. */
const POSTGRES = 18;

/** Migrations as they stand in editors, over the history that is on disk. */
export class OpenMigrations {
  /** By project: what was read last, to be built on. */
  private readonly read = new Map<string, Migrations>();
  private readonly texts = new WeakMap<object, ReadonlyMap<string, string>>();

  constructor(
    private readonly store: ProjectStore,
    private readonly reader: WorkspaceReader,
  ) {}

  has({ uri }: vscode.TextDocument): boolean {
    return revisionOfFile(this.store.analysis, realPath(uri)) !== undefined;
  }

  /** The migration that a document holds, as it is typed; undefined for any other file. */
  async of(document: vscode.TextDocument): Promise<Migration | undefined> {
    const file = realPath(document.uri);
    const found = revisionOfFile(this.store.analysis, file);
    const loaded = found && this.reader.loaded(found.state.key);
    if (!found || !loaded) return undefined;
    const known =
      this.texts.get(loaded) ?? new Map(loaded.files.map((one) => [one.file, one.text]));
    this.texts.set(loaded, known);
    const texts = new OpenTexts(known, new Map([[file, document.getText()]]));
    const { key } = found.state;
    const sql = await loadSqlParser();
    const previous = this.read.get(key);
    const migrations = new Migrations(loaded.graph, texts, sql, POSTGRES, previous);
    this.read.set(key, migrations);
    const migration = migrations.get(found.revision.revision);
    return migration?.file === file ? migration : undefined;
  }
}

/** What is there before the operation at an offset. */
export function schemaAt(migration: Migration, at: number): KnownSchema {
  const { before, after, upgrade, downgrade, body } = migration;
  const inDowngrade = body.downgrade !== undefined && at > body.downgrade.range.from;
  const later = body.upgrade !== undefined && body.upgrade.range.from > at;
  const [steps, start] = inDowngrade && !later ? [downgrade, after] : [upgrade, before];
  const done = steps.filter(({ change }) => change.source.operation.range.to <= at);
  return done.at(-1)?.after ?? start;
}
