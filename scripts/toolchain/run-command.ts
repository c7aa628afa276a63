import { spawn } from 'node:child_process';

/**
 * Runs a program and waits for it. Its output is kept back and shown only in the error.
 *
 * @throws Error with the command line and the last lines of its output when it ends unsuccessfully.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      resolve(exitCode ?? signal ?? 'unknown');
    });
  });
  if (code === 0) return output;
  const tail = output.trimEnd().split('\n').slice(-20).join('\n');
  throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${tail}`);
}
