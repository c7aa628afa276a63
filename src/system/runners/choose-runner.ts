import { resolve } from 'node:path';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { detectComposeRunners } from './compose.js';
import { customRunner } from './custom.js';
import { findInterpreters, type Interpreter } from './find-interpreters.js';
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
 * user has set stands first; then services of the project's compose file that are up, for there the
 * application itself runs; then local interpreters with Alembic; at the end what cannot run it now,
 * so that it can be chosen and says what is missing. Starts processes: for trusted workspaces.
 *
 * @param folder the workspace folder that holds the project
 */
export async function detectRunners(
  project: AlembicProject,
  folder: string,
  options: RunnerOptions = {},
): Promise<readonly Runner[]> {
  const [services, interpreters] = await Promise.all([
    detectComposeRunners(project, { allowed: true }),
    localCandidates(project, folder, options.suggested),
  ]);
  const compose = (ready: boolean): readonly Runner[] =>
    services.filter((service) => service.ready === ready).map(({ runner }) => runner);
  const local = (wanted: boolean) =>
    interpreters
      .filter(({ usable }) => usable === wanted)
      .map(({ python, reason }) =>
        localRunner(project, python, folder, wanted ? reason : `${reason} It has no Alembic.`),
      );
  return [
    ...chosen(project, folder, options),
    ...compose(true),
    ...local(true),
    ...compose(false),
    ...local(false),
  ];
}

async function localCandidates(
  project: AlembicProject,
  folder: string,
  suggested: string | undefined,
): Promise<readonly (Interpreter & { readonly usable: boolean })[]> {
  const found = await findInterpreters(project, folder);
  const first =
    suggested === undefined
      ? []
      : [{ python: suggested, reason: 'The Python extension has selected it.' }];
  const candidates = [...first, ...found.filter(({ python }) => python !== suggested)];
  return Promise.all(
    candidates.map(async (candidate) => ({
      ...candidate,
      usable: await hasAlembic(candidate.python),
    })),
  );
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
