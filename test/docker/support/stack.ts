import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DockerEngine } from '../../../scripts/toolchain/docker.js';
import { exec, mustExec } from '../../../scripts/toolchain/exec.js';
import { copyExample } from '../../../scripts/toolchain/example-copy.js';

const running = new Set<Stack>();

/** Removes every stack that still runs: for `after`, whatever `before` came to. */
export async function stopStacks(): Promise<void> {
  for (const stack of running) await stack.down();
}

/** The example's containers, running from a copy of it. */
export interface Stack {
  /** The copy of `example/hartomat`. */
  readonly folder: string;
  /** Runs `docker compose` in it; fails with what it said. */
  compose(...args: readonly string[]): Promise<string>;
  /** What one SQL query gives, asked inside the database container, past everything of ours. */
  psql(sql: string): Promise<string>;
  /** Removes containers, volumes, network and the copy. */
  down(): Promise<void>;
}

export interface StackOptions {
  /** Whether PostgreSQL is reachable from this machine. */
  readonly publishPort?: boolean;
  /** YAML put into the override under `services`. */
  readonly services?: string;
}

/** Copies the example, points its services at the test image, and waits until they are up. */
export async function startStack(
  engine: DockerEngine,
  { publishPort = false, services = '' }: StackOptions = {},
): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-docker-'));
  await copyExample(folder);
  await writeFile(
    join(folder, 'docker-compose.override.yml'),
    `services:
  backend:
    build: !reset null
    image: ${engine.image}
    command: [sleep, infinity]
    init: true
    ports: !reset []
  postgres:
    image: ${engine.image}
    command: [alembic-pilot-postgres]
    healthcheck: { interval: 300ms }
${publishPort ? "    ports: ['127.0.0.1::5432']\n" : ''}${services}`,
  );
  const env = { ...process.env, ...engine.env };
  const compose = (...args: readonly string[]) =>
    mustExec('docker', ['compose', ...args], { cwd: folder, env });
  const down = async () => {
    running.delete(stack);
    await exec('docker', ['compose', 'down', '-v', '-t', '1', '--remove-orphans'], {
      cwd: folder,
      env,
    });
    await rm(folder, { recursive: true, force: true });
  };
  const stack: Stack = {
    folder,
    compose,
    psql: async (sql) =>
      (
        await compose(
          'exec',
          '-T',
          'postgres',
          'psql',
          '-U',
          'hartomat',
          '-d',
          'hartomat',
          '-Atc',
          sql,
        )
      ).trim(),
    down,
  };
  running.add(stack);
  try {
    await compose('up', '-d', '--wait');
  } catch (error) {
    const logs = await exec('docker', ['compose', 'logs', '--tail', '20'], { cwd: folder, env });
    await down();
    throw new Error(`${String(error)}\n${logs.stdout}`, { cause: error });
  }
  return stack;
}
