import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { PythonWithAlembic } from '../../../scripts/toolchain/python.js';

/**
 * Alembic is imported once and forked for each command: as quick as one process, and none knows
 * what another did (Alembic remembers enum types for as long as it runs).
 */
const server = `
import json, os, sys
from alembic import command
from alembic.config import Config
import sqlalchemy.dialects.postgresql.psycopg2

def run(name, ini, revision):
    try:
        getattr(command, name)(Config(ini), revision)
        return {}
    except BaseException as error:
        original = getattr(error, "orig", None) or error
        state = getattr(original, "pgcode", None) or getattr(original, "sqlstate", None)
        return {"sqlstate": state or "", "error": f"{type(error).__name__}: {error}"}

for line in sys.stdin:
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(os.path.dirname(json.loads(line)[1]))
        answer = json.dumps(run(*json.loads(line)))
        os.write(writable, answer.encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as answer:
        print(answer.read(), flush=True)
    os.waitpid(child, 0)
`;

export interface Failure {
  readonly sqlstate: string;
  readonly error: string;
}

/** Runs Alembic's commands, each in a process of its own. */
export class ForkedAlembic {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #stderr = '';

  constructor({ python }: PythonWithAlembic) {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    this.#process = spawn(python, ['-c', server], { env });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#answers = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** Undefined: it succeeded. */
  async run(
    command: 'upgrade' | 'downgrade',
    ini: string,
    revision: string,
  ): Promise<Failure | undefined> {
    this.#process.stdin.write(`${JSON.stringify([command, ini, revision])}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error(`Python ended: ${this.#stderr}`);
    const result = JSON.parse(answer.value) as Partial<Failure>;
    return result.error === undefined
      ? undefined
      : { sqlstate: result.sqlstate ?? '', error: result.error };
  }

  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.stdin.end();
    await closed;
  }
}
