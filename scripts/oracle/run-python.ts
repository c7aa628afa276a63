import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs one of the Python scripts of this folder: a JSON value in, a JSON value out. Bytecode is not
 * written. Rejects with what Python said where it fails.
 */
export function runPython(
  python: string,
  script: string,
  input: unknown,
  args: readonly string[] = [],
): Promise<unknown> {
  const file = join(import.meta.dirname, script);
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-B', file, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const said = Buffer.concat(err).toString();
      if (code !== 0) reject(new Error(`${script} ended with ${code ?? 'a signal'}:\n${said}`));
      else resolve(JSON.parse(Buffer.concat(out).toString()));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(input));
  });
}
