import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exec, type ExecResult } from '../../../scripts/toolchain/exec.js';
import type { PythonWithAlembic } from '../../../scripts/toolchain/python.js';

/** Commands in one Python process: a hundred runs of `alembic` would take a minute to start. */
const loop = `
import sys, traceback
from alembic import command
from alembic.config import Config
for line in sys.stdin:
    name, revision = line.split()
    try:
        getattr(command, name)(Config("alembic.ini"), revision)
        print("done", flush=True)
    except Exception:
        print("failed " + repr(traceback.format_exc()), flush=True)
`;

const environment = (url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: url,
  PYTHONDONTWRITEBYTECODE: '1',
});

/** Runs `alembic` once, in the folder of its ini file. */
export function alembic(
  python: PythonWithAlembic,
  cwd: string,
  url: string,
  ...args: string[]
): Promise<ExecResult> {
  return exec(python.alembic, args, { cwd, env: environment(url) });
}

/** Runs Alembic's upgrades and downgrades one after the other, each as a run of its own. */
export class AlembicLoop {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #stderr = '';

  constructor(python: PythonWithAlembic, cwd: string, url: string) {
    this.#process = spawn(python.python, ['-c', loop], { cwd, env: environment(url) });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#answers = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** @throws Error with Python's traceback if the command fails. */
  async run(command: 'upgrade' | 'downgrade', revision: string): Promise<void> {
    this.#process.stdin.write(`${command} ${revision}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error(`Python ended: ${this.#stderr}`);
    if (answer.value !== 'done') throw new Error(`${command} ${revision}: ${answer.value}`);
  }

  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.stdin.end();
    await closed;
  }
}
