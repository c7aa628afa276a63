import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.js';
import { registerNumberStatus } from './number-status.js';
import { offerDone } from './offer-done.js';
import { registerPlanDiagnostics } from './plan-diagnostics.js';
import { RoadmapReader } from './roadmap-reader.js';

/** Planned migrations and numbers, wherever they are shown outside the tree. */
export function registerRoadmap(
  store: ProjectStore,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.Disposable.from(
    new RoadmapReader(store, log),
    registerNumberStatus(store),
    registerPlanDiagnostics(store),
    offerDone(store),
  );
}
