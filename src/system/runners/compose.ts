import type { AlembicProject } from '../../core/project/alembic-project.js';
import { alembicServices } from '../../core/project/compose-choice.js';
import { withImageLayout } from '../../core/project/compose-dockerfile.js';
import type { Compose } from '../../core/project/compose-model.js';
import { readCompose, readComposeConfig } from '../../core/project/compose.js';
import { ask, type ComposeCli, composeSpec, findComposeCli, isCli } from './compose-cli.js';
import { ComposeRunner } from './compose-runner.js';
import { type ComposeSet, findComposeSets, readText } from './compose-search.js';

export interface ComposeOptions {
  /** Whether processes may be started: only in a trusted workspace. Without, the files are read. */
  readonly allowed: boolean;
  /** Added to the environment of every process, e.g. DOCKER_HOST. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A service that could run a project's Alembic, and whether it can now. */
export interface ComposeCandidate {
  readonly runner: ComposeRunner;
  /** Running, with Alembic in it. */
  readonly ready: boolean;
}

/** `docker compose config` reads files only, so an engine that sleeps does not matter. */
const configTimeoutMs = 5_000;

/**
 * The services that could run a project's Alembic, best first: those of the nearest compose files
 * that have one. Each says why, and what is missing.
 */
export async function detectComposeRunners(
  project: AlembicProject,
  options: ComposeOptions,
): Promise<readonly ComposeCandidate[]> {
  const env = options.env ?? {};
  const sets = findComposeSets(project.directory, { ...process.env, ...env });
  const set = sets.find((it) => candidates(project, read(it)).length > 0);
  if (set === undefined) return [];
  const found = options.allowed ? await findComposeCli(set.cwd, env) : undefined;
  const cli = found !== undefined && isCli(found) ? found : usual(env);
  const compose = (found === cli ? await config(set, cli) : undefined) ?? read(set);
  const runners = candidates(project, compose).map(
    (choice) => new ComposeRunner(project, set, choice, cli),
  );
  if (!options.allowed) return runners.map((runner) => ({ runner, ready: false }));
  return Promise.all(
    runners.map(async (runner) => {
      const problem = found === cli ? await runner.check() : found;
      if (problem !== undefined && 'title' in problem)
        runner.reason = `${runner.reason} ${problem.title}.`;
      return { runner, ready: problem === undefined };
    }),
  );
}

function usual(env: Readonly<Record<string, string>>): ComposeCli {
  return { file: 'docker', prefix: ['compose'], env };
}

function read(set: ComposeSet): Compose {
  return readCompose({ ...set, read: readText });
}

/** What Docker itself makes of the files; undefined where it cannot say. */
async function config(set: ComposeSet, cli: ComposeCli): Promise<Compose | undefined> {
  const args = [...set.flags, '--profile', '*', 'config', '--format', 'json'];
  // It prints paths by the name of its working directory that PWD gives: ours, symbolic links kept.
  const named = { ...cli, env: { ...cli.env, PWD: set.cwd } };
  const answer = await ask(composeSpec(named, set.cwd, args), configTimeoutMs);
  if (answer?.code !== 0) return undefined;
  const compose = readComposeConfig(answer.stdout, set.directory, set.files);
  return compose.services.length > 0 ? compose : undefined;
}

function candidates(project: AlembicProject, compose: Compose) {
  const services = compose.services.map((service) => withImageLayout(service, readText));
  return alembicServices(services, project);
}
