import * as vscode from 'vscode';
import { Checker } from './editor/checker/checker.js';
import { registerCommands } from './editor/commands/all-commands.js';
import { registerCompletions } from './editor/completions/register.js';
import { Connections } from './editor/connections.js';
import { registerContextKeys } from './editor/context-keys.js';
import { registerCheckStatus } from './editor/diagnostics/check-status.js';
import { registerDiagnostics } from './editor/diagnostics/diagnostics.js';
import { registerRulePages } from './editor/diagnostics/rule-pages.js';
import { FileWatch } from './editor/file-watch.js';
import { DatabaseView } from './editor/database/database-view.js';
import { registerFixes } from './editor/fixes/fixes.js';
import { MigrationLenses } from './editor/lenses/migration-lenses.js';
import { registerVerificationMarks } from './editor/marks/verification-marks.js';
import { registerMending } from './editor/mending/register.js';
import { OpenMigrations } from './editor/open-migrations.js';
import { registerReportPanel } from './editor/panels/report-panel.js';
import { registerVerificationPanel } from './editor/panels/verification-panel.js';
import { registerPatterns } from './editor/patterns/register.js';
import { ProjectMemory } from './editor/project-memory.js';
import { ProjectStore } from './editor/project-store.js';
import { Reading } from './editor/review/reading.js';
import { registerRoadmap } from './editor/roadmap/register.js';
import { RunnerChoice } from './editor/runner-choice.js';
import type { Services } from './editor/services.js';
import { registerCheckTasks } from './editor/tasks/check-tasks.js';
import { registerMigrationsView } from './editor/tree/migrations-tree.js';
import { WorkspaceReader } from './editor/workspace-reader.js';

/** Builds the services, registers the surfaces, reads the workspace. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Alembic Pilot', { log: true });
  const store = new ProjectStore();
  const memory = new ProjectMemory(context.workspaceState, context.secrets, store);
  const runners = new RunnerChoice(store, memory);
  const reader = new WorkspaceReader(store, memory, log);
  const connections = new Connections(store, memory, runners, log);
  const checker = new Checker(store, reader, log);
  const migrations = new OpenMigrations(store, checker);
  const services: Services = { store, reader, memory, runners, connections, checker, log };

  context.subscriptions.push(
    log,
    store,
    new FileWatch(store, reader),
    connections,
    checker,
    registerDiagnostics(store),
    registerCheckStatus(store),
    registerCheckTasks(context.extensionUri),
    registerRulePages(context.extensionUri),
    registerFixes(store, checker),
    registerContextKeys(store),
    registerMigrationsView(store),
    vscode.window.registerTreeDataProvider('alembicPilot.database', new DatabaseView(store)),
    vscode.languages.registerCodeLensProvider(
      { language: 'python', scheme: 'file' },
      new MigrationLenses(store),
    ),
    registerVerificationMarks(store),
    registerVerificationPanel(store),
    registerReportPanel(),
    registerCommands(services),
    registerMending(services),
    new Reading(store, log),
    registerPatterns(migrations),
    registerRoadmap(store, log),
    registerCompletions(migrations),
    ...followTheWindow(services),
  );
  await reader.read();
  void connections.refresh();
}

/** Reads again when the user comes back, trusts the workspace, or changes what the runners come from. */
function followTheWindow({ store, connections, runners }: Services): vscode.Disposable[] {
  return [
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void connections.refresh();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      store.replace({ trusted: true });
      void connections.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('alembicPilot.runner')) void runners.obeySettings();
    }),
  ];
}
