import { rm, writeFile } from 'node:fs/promises';
import { applyFixes, safeFixes } from '../core/rules/apply-edits.js';
import { loadProject, type LoadedProject } from '../system/files/load-project.js';
import { proveProject } from '../system/files/prove-project.js';
import { check, type CheckOptions } from './check.js';

/** A fix may uncover another; no history needs more rounds than this. */
const mostRounds = 10;

/**
 * Applies the safe fixes of a project, round by round, and reads it again.
 *
 * @returns how many were applied, and the project as it is now
 */
export async function fixSafely(
  project: LoadedProject,
  options: CheckOptions,
): Promise<{ readonly applied: number; readonly loaded: LoadedProject }> {
  let loaded = project;
  let applied = 0;
  for (let round = 0; round < mostRounds; round++) {
    const { findings, texts } = await check(loaded, options);
    const result = applyFixes(safeFixes(findings), (file) => texts.get(file));
    if (result.applied === 0) break;
    applied += result.applied;
    for (const [file, text] of result.files)
      await (text === undefined ? rm(file) : writeFile(file, text));
    loaded = await proveProject(await loadProject(project.project));
  }
  return { applied, loaded };
}
