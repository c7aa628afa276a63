import { resolve } from 'node:path';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { customRunner } from './custom.js';
import { findInterpreters } from './find-interpreters.js';
import { hasAlembic } from './has-alembic.js';
import { localRunner } from './local.js';
import type { PathMapping } from './path-mapping.js';
import type { Runner } from './runner.js';

export interface RunnerOptions {
  /** An interpreter that the user set: it wins. Relative to the workspace folder. */
  readonly interpreter?: string;
  /** The one that the Python extension has selected: the first of the local ones. */
  readonly suggested?: string;
  /** A template of `customRunner`: it wins over all. */
  readonly template?: readonly string[];
  readonly mappings?: readonly PathMapping[];
}

/**
 * Everything that could run a project's Alembic, the best first; each says why it is there. What the
 * user has set stands first; then local interpreters that have Alembic, and at the end
 * those that lack it, so that the choice can be shown. Starts processes: for trusted workspaces.
 *
 * @param folder the workspace folder that holds the project
 */
export async function detectRunners(
  project: AlembicProject,
  folder: string,
  options: RunnerOptions = {},
): Promise<readonly Runner[]> {
  const found = await findInterpreters(project, folder);
  const { suggested } = options;
  const candidates = [
    ...(suggested === undefined
      ? []
      : [{ python: suggested, reason: 'The Python extension has selected it.' }]),
    ...found.filter(({ python }) => python !== suggested),
  ];
  const having = await Promise.all(candidates.map(({ python }) => hasAlembic(python)));
  const local = (wanted: boolean) =>
    candidates
      .filter((_, index) => having[index] === wanted)
      .map(({ python, reason }) =>
        localRunner(project, python, folder, wanted ? reason : `${reason} It has no Alembic.`),
      );
  return [...chosen(project, folder, options), ...local(true), ...local(false)];
}

function chosen(project: AlembicProject, folder: string, options: RunnerOptions): Runner[] {
  const { template, mappings, interpreter } = options;
  const runners: Runner[] = [];
  if (template && template.length > 0) runners.push(customRunner(project, template, mappings));
  if (interpreter !== undefined) {
    // A bare name is looked up on PATH, everything else is a path.
    const python = /[\\/]/u.test(interpreter) ? resolve(folder, interpreter) : interpreter;
    runners.push(localRunner(project, python, folder, 'It is set for this project.'));
  }
  return runners;
}
