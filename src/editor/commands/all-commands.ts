import * as vscode from 'vscode';
import { COMMANDS } from '../shared/command-ids.js';
import type { Services } from '../services.js';
import { failureOf } from '../connections.js';
import { chooseDatabase } from './choose-database.js';
import { chooseRunner } from './choose-runner.js';
import type { Command } from './command.js';
import { checkAll, checkFile } from './check.js';
import { connect, disconnect, refresh, showLog } from './connect.js';
import { copyCommand, copyRevision } from './copy-command.js';
import { current } from './current.js';
import { describeTable } from './describe-table.js';
import { registerDescriptions } from './description-documents.js';
import { downgradeTo } from './downgrade-to.js';
import { fixAll } from './fix-all.js';
import { history } from './history.js';
import { markReviewed } from './mark-reviewed.js';
import { markPlanDone } from './mark-plan-done.js';
import { createFromPlan, newMigration } from './new-migration.js';
import { openPlan } from './open-plan.js';
import { openProblem, openRevision } from './open.js';
import { report } from './report.js';
import { rollBack, rollBackLast } from './roll-back.js';
import { sayFailure } from './say-failure.js';
import { stamp } from './stamp.js';
import { upgradeTo, upgradeToHead } from './upgrade.js';
import { verify } from './verify.js';

/** Registered by the surfaces that they belong to. */
type Elsewhere =
  | 'showVerification'
  | 'showReport'
  | 'insertPattern'
  | 'mend'
  | 'mergeHeads'
  | 'rebaseOnto'
  | 'renumber'
  | 'repoint'
  | 'undoMending';

const HANDLERS: Readonly<Record<Exclude<keyof typeof COMMANDS, Elsewhere>, Command>> = {
  refresh,
  showLog,
  connect,
  disconnect,
  chooseRunner,
  chooseDatabase,
  upgradeToHead,
  upgradeTo,
  rollBack,
  rollBackLast,
  downgradeTo,
  stamp,
  verify,
  report,
  current,
  history,
  describeTable,
  copyCommand,
  copyRevision,
  openRevision,
  openProblem,
  newMigration,
  createFromPlan,
  markPlanDone,
  openPlan,
  markReviewed,
  checkAll,
  checkFile,
  fixAll,
  // The rules are not loaded before somebody needs them.
  suppress: async (...given) => (await import('./rule.js')).suppress(...given),
  setSeverity: async (...given) => (await import('./rule.js')).setSeverity(...given),
  openRule: async (...given) => (await import('./rule.js')).openRule(...given),
};

/** Registers every command; what a command throws is said, never lost. */
export function registerCommands(services: Services): vscode.Disposable {
  const commands = Object.entries(HANDLERS).map(([name, handler]) =>
    vscode.commands.registerCommand(COMMANDS[name as keyof typeof HANDLERS], (argument: unknown) =>
      handler(services, argument).catch((error: unknown) =>
        sayFailure(failureOf(error), undefined),
      ),
    ),
  );
  return vscode.Disposable.from(...commands, registerDescriptions());
}
