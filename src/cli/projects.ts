import path from 'node:path';
import { loadProjects, type LoadedProject } from '../system/files/load-project.js';
import { proveProject } from '../system/files/prove-project.js';
import { relativePath } from './paths.js';
import { UsageError, type Invocation, type OptionSpec } from './command.js';

/** Options that name one project of several. */
export const projectOptions: Readonly<Record<string, OptionSpec>> = {
  config: { type: 'string', value: 'FILE', help: 'The configuration, where DIR has several' },
  section: { type: 'string', value: 'NAME', help: 'The ini section, where FILE has several' },
};

/**
 * The projects below DIR that `--config` and `--section` leave.
 *
 * @throws UsageError when there is none
 */
export async function findProjects(invocation: Invocation): Promise<readonly LoadedProject[]> {
  const { directory, option } = invocation;
  const all = await loadProjects(directory);
  if (all.length === 0) {
    throw new UsageError(
      `No Alembic project in ${directory}: no alembic.ini, no [tool.alembic] in a pyproject.toml, no env.py beside a versions folder.`,
    );
  }
  const config = option('config');
  const section = option('section');
  const chosen = all.filter(
    ({ project }) =>
      (config === undefined || project.config === path.resolve(directory, config)) &&
      (section === undefined || (project.section ?? 'alembic') === section),
  );
  if (chosen.length === 0) {
    throw new UsageError(`No such project. There are:\n${all.map(line(directory)).join('\n')}`);
  }
  return Promise.all(chosen.map(proveProject));
}

/**
 * The one project that an action works on.
 *
 * @throws UsageError when there is none, or several
 */
export async function findProject(invocation: Invocation): Promise<LoadedProject> {
  const [first, ...others] = await findProjects(invocation);
  if (first && others.length === 0) return first;
  const lines = [first, ...others].flatMap((one) => (one ? [line(invocation.directory)(one)] : []));
  throw new UsageError(
    `Several Alembic projects; choose one with --config and --section:\n${lines.join('\n')}`,
  );
}

/** How a project is named in JSON: its configuration relative to DIR, and the section if any. */
export function projectJson(
  { project }: LoadedProject,
  directory: string,
): { readonly config: string; readonly section?: string } {
  return {
    config: relativePath(directory, project.config),
    ...(project.section === undefined ? {} : { section: project.section }),
  };
}

/** How a project is named in text. */
export function projectName({ project }: LoadedProject, directory: string): string {
  const file = relativePath(directory, project.config);
  return project.section === undefined ? file : `${file} [${project.section}]`;
}

function line(directory: string): (loaded: LoadedProject) => string {
  return ({ project }) =>
    `  --config ${relativePath(directory, project.config)}` +
    (project.section === undefined ? '' : ` --section ${project.section}`);
}
