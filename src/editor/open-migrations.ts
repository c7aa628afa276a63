import type * as vscode from 'vscode';
import type { KnownSchema } from '../core/changes/known-schema.js';
import type { MigrationSource } from '../core/patterns/code-places.js';
import { parsePython } from '../core/python/parse.js';
import { readModuleBody } from '../core/revisions/read-body.js';
import type { Migration } from '../core/rules/rule.js';
import type { Checker } from './checker/checker.js';
import type { ProjectStore } from './project-store.js';
import { realPath } from './real-paths.js';
import { revisionOfFile } from './shared/analysis.js';

/** Migrations as they stand in editors. */
export class OpenMigrations {
  private readonly sources = new WeakMap<vscode.TextDocument, MigrationSource>();

  constructor(
    private readonly store: ProjectStore,
    private readonly checker: Checker,
  ) {}

  /** What a document says, without the history around it; undefined where it is no migration. */
  source(document: vscode.TextDocument): MigrationSource | undefined {
    const file = realPath(document.uri);
    if (!revisionOfFile(this.store.analysis, file)) return undefined;
    const text = document.getText();
    const known = this.sources.get(document);
    if (known?.text === text) return known;
    const module = parsePython(text);
    const source = { file, text, module, body: readModuleBody(module) };
    this.sources.set(document, source);
    return source;
  }

  /** What is there before the operation at an offset; undefined before the project was checked. */
  schemaAt(document: vscode.TextDocument, at: number): KnownSchema | undefined {
    const file = realPath(document.uri);
    const found = revisionOfFile(this.store.analysis, file);
    const migration = found && this.checker.migrationIn(found.state.key, file, document.getText());
    return migration && schemaBefore(migration, at);
  }
}

function schemaBefore(migration: Migration, at: number): KnownSchema {
  const { before, after, upgrade, downgrade, body } = migration;
  const [up = Infinity, down = Infinity] = [body.upgrade, body.downgrade].map(
    (own) => own?.range.from,
  );
  const inDowngrade = at > down && (at < up || up < down);
  const [steps, start] = inDowngrade ? [downgrade, after] : [upgrade, before];
  const done = steps.filter(({ change }) => change.source.operation.range.to <= at);
  return done.at(-1)?.after ?? start;
}
