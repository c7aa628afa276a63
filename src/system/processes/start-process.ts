import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import { ProcessError } from './process-error.js';

export type StartedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a process without a shell, in a group of its own: Ctrl+C in a terminal reaches only us, and
 * `killTree` reaches all of it. Rejects with a ProcessError that says what is missing.
 */
export function startProcess(spec: CommandSpec): Promise<StartedProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(spec.file, spec.args, {
      cwd: spec.cwd,
      env: { ...process.env, ...spec.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    // A process that ends without reading its input is no error of ours.
    child.stdin.on('error', () => undefined);
    child.once('spawn', () => {
      resolve(child);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(explain(error, spec));
    });
  });
}

function explain(error: NodeJS.ErrnoException, spec: CommandSpec): ProcessError {
  // Node says ENOENT for both, and names the program in both.
  if (error.code === 'ENOENT' && !existsSync(spec.cwd))
    return new ProcessError(`The folder ${spec.cwd} does not exist.`, 'no-directory', spec.file);
  if (error.code === 'ENOENT')
    return new ProcessError(`The program ${spec.file} was not found.`, 'not-found', spec.file);
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new ProcessError(`${spec.file} may not be executed.`, 'not-permitted', spec.file);
  return new ProcessError(`${spec.file}: ${error.message}`, 'other', spec.file);
}

/** Ends a process and what it started, at once. */
export function killTree(child: StartedProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
