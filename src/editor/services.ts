import type * as vscode from 'vscode';
import type { Checker } from './checker/checker.js';
import type { Connections } from './connections.js';
import type { ProjectMemory } from './project-memory.js';
import type { ProjectStore } from './project-store.js';
import type { RunnerChoice } from './runner-choice.js';
import type { WorkspaceReader } from './workspace-reader.js';

/** What commands work with; made once, by the composition root. */
export interface Services {
  readonly store: ProjectStore;
  readonly reader: WorkspaceReader;
  readonly memory: ProjectMemory;
  readonly runners: RunnerChoice;
  readonly connections: Connections;
  readonly checker: Checker;
  readonly log: vscode.LogOutputChannel;
}
