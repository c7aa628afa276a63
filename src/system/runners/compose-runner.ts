import { configurationArgs } from '../../core/alembic/command-specs.js';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import type { AlembicService } from '../../core/project/compose-choice.js';
import { containerToHost, hostToContainer } from '../../core/project/compose-paths.js';
import { ask, composeSpec, type ComposeCli } from './compose-cli.js';
import {
  type ComposeProblem,
  composeProblems,
  explainDocker,
  explainState,
  missingFile,
  noAlembic,
} from './compose-problems.js';
import { type ContainerPython, probeContainer } from './compose-probe.js';
import type { ComposeSet } from './compose-search.js';
import type { Runner } from './runner.js';

/** Docker may have to wake up. */
const timeoutMs = 15_000;

/** Runs Alembic in a container of the project's own compose file, by `docker compose exec`. */
export class ComposeRunner implements Runner {
  readonly kind = 'compose';
  readonly label: string;
  reason: string;
  readonly #project: AlembicProject;
  readonly #set: ComposeSet;
  readonly #choice: AlembicService;
  readonly #cli: ComposeCli;
  #found: ContainerPython | undefined;

  constructor(project: AlembicProject, set: ComposeSet, choice: AlembicService, cli: ComposeCli) {
    this.#project = project;
    this.#set = set;
    this.#choice = choice;
    this.#cli = cli;
    this.label = `docker compose: ${choice.service.name}`;
    this.reason = sentence(choice.reasons);
  }

  get service(): string {
    return this.#choice.service.name;
  }

  /** Whether the container sees the files of this machine; a copy is as old as its image. */
  get files(): AlembicService['files'] {
    return this.#choice.files;
  }

  alembic(args: readonly string[]): CommandSpec {
    const { interpreter, script = 'alembic' } = this.#found ?? {};
    const isModule = interpreter !== undefined && this.#found?.script === undefined;
    const command = isModule ? [interpreter, '-m', 'alembic'] : [script];
    return this.inContainer([...command, ...configurationArgs(this.#project), ...args]);
  }

  /** `python3` until `check` has found the project's own. */
  python(args: readonly string[]): CommandSpec {
    return this.inContainer([this.#found?.interpreter ?? 'python3', ...args]);
  }

  toRunner(path: string): string {
    return hostToContainer(this.#choice.service.mounts, path)?.path ?? path;
  }

  toHost(path: string): string | undefined {
    return containerToHost(this.#choice.service, path)?.path;
  }

  /** A command in the container, started in the project's directory there. */
  inContainer(command: readonly string[]): CommandSpec {
    return this.compose([...this.#exec(), ...command]);
  }

  /** A call of compose with the right files. */
  compose(args: readonly string[]): CommandSpec {
    return composeSpec(this.#cli, this.#set.directory, [...this.#flags(), ...args]);
  }

  /**
   * Looks whether Alembic can run there now, and remembers which interpreter it is. Starts processes.
   *
   * @param paths files of this machine that the container must have
   * @returns what is in the way, with a command that repairs it; undefined if nothing is
   */
  async check(paths: readonly string[] = []): Promise<ComposeProblem | undefined> {
    const state = await this.#state();
    if (typeof state !== 'string') return state;
    if (state !== 'running') {
      const { problem, repair } = explainState(this.service, state);
      return { ...problem, command: this.compose(repair) };
    }
    const target = {
      cli: this.#cli,
      cwd: this.#set.directory,
      service: this.service,
      exec: [...this.#flags(), ...this.#exec()],
      directory: this.#choice.directory,
    };
    const inside = paths.map((path) => this.toRunner(path));
    const found = await probeContainer(target, inside, timeoutMs);
    if ('title' in found) return found;
    if (found.interpreter === undefined) return noAlembic(this.service, found.python);
    this.#found = found;
    const [missing] = found.missing;
    if (missing === undefined) return undefined;
    const repair = this.compose(['up', '-d', '--build', this.service]);
    return { ...missingFile(this.service, missing, this.files !== 'mount'), command: repair };
  }

  /** The container's state in Docker's words, `none` where there is no container. */
  async #state(): Promise<string | ComposeProblem> {
    const all = this.#cli.prefix.length > 0 ? ['-a'] : [];
    const ids = await ask(this.compose(['ps', ...all, '-q', this.service]), timeoutMs);
    if (ids === undefined) return composeProblems.noDocker;
    if (ids.ended !== 'itself') return composeProblems.slow;
    if (ids.code !== 0) return explainDocker(ids.stderr, this.service);
    const [id] = ids.stdout.trim().split(/\s+/);
    if (!id) return 'none';
    const inspect = {
      file: 'docker',
      args: ['inspect', '--type', 'container', '--format', '{{.State.Status}}', id],
      cwd: this.#set.directory,
      env: this.#cli.env,
    };
    const state = await ask(inspect, timeoutMs);
    return state?.code === 0
      ? state.stdout.trim()
      : explainDocker(state?.stderr ?? '', this.service);
  }

  #flags(): readonly string[] {
    const profiles = this.#choice.service.profiles.slice(0, 1);
    return [...this.#set.flags, ...profiles.flatMap((profile) => ['--profile', profile])];
  }

  #exec(): readonly string[] {
    const { directory, service } = this.#choice;
    const isThere = directory === undefined || directory === service.workingDir;
    return ['exec', '-T', ...(isThere ? [] : ['-w', directory]), service.name];
  }
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.slice(0, 3).join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
