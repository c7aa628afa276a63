import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { configurationArgs } from '../../core/alembic/command-specs.js';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { Explanation } from '../../core/alembic/explain-failure.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import type { ComposeService } from '../../core/project/compose-model.js';
import type { AlembicService } from '../../core/project/compose-choice.js';
import { containerToHost, hostToContainer } from '../../core/project/compose-paths.js';
import { composeSpec, type ComposeCli } from './compose-cli.js';
import { changedFile, explainState, missingFile, noAlembic } from './compose-problems.js';
import { type ContainerPython, probeContainer } from './compose-probe.js';
import type { ComposeSet } from './compose-search.js';
import { containerState } from './compose-state.js';
import type { Runner, RunnerProblem } from './runner.js';

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
    return hostToContainer(this.#places().mounts, path)?.path ?? path;
  }

  toHost(path: string): string | undefined {
    return containerToHost(this.#places(), path)?.path;
  }

  /** A command in the container, started in the project's directory there. */
  inContainer(command: readonly string[]): CommandSpec {
    return this.compose([...this.#exec(), ...command]);
  }

  /** A call of compose with the right files. */
  compose(args: readonly string[]): CommandSpec {
    return composeSpec(this.#cli, this.#set.cwd, [...this.#flags(), ...args]);
  }

  /** Looks at the container and its files, and remembers which interpreter has Alembic. */
  async check(files: readonly string[] = []): Promise<RunnerProblem | undefined> {
    const target = {
      cli: this.#cli,
      cwd: this.#set.cwd,
      flags: this.#flags(),
      service: this.service,
      exec: this.#exec(),
      directory: this.#choice.directory,
    };
    const state = await containerState(target, timeoutMs);
    if (typeof state !== 'string') return state;
    if (state !== 'running') {
      const { problem, repair } = explainState(this.service, state);
      return { ...problem, command: this.compose(repair) };
    }
    const inside = files.map((file) => this.toRunner(file));
    const found = await probeContainer(target, inside, timeoutMs);
    if ('title' in found) return found;
    if (found.interpreter === undefined) return noAlembic(this.service, found.python);
    this.#found = found;
    const problems = files.map((file, at) => this.#compare(file, inside[at] ?? file, found));
    const problem = problems.find((one) => one !== undefined);
    const repair = this.compose(['up', '-d', '--build', this.service]);
    return problem && { ...problem, command: repair };
  }

  #compare(file: string, inside: string, { digests }: ContainerPython): Explanation | undefined {
    const there = digests[inside];
    if (typeof there !== 'string') return missingFile(this.service, inside, this.files !== 'mount');
    const here = sha256(file);
    const differs = here !== undefined && there !== '' && here !== there;
    return differs ? changedFile(this.service, inside) : undefined;
  }

  /** Where compose file and Dockerfile tell nothing, the project is where Alembic starts. */
  #places(): Pick<ComposeService, 'mounts' | 'volumes'> {
    const { service, directory } = this.#choice;
    if (directory !== undefined || this.#found === undefined) return service;
    const { directory: host } = this.#project;
    const container = this.#found.directory;
    const start = { host, container, readOnly: false, origin: 'copy' } as const;
    return { ...service, mounts: [...service.mounts, start] };
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

/** Undefined for what is no readable file. */
function sha256(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return undefined;
  }
}
