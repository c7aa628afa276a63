import { spawn } from 'node:child_process';
import { mustExec } from '../toolchain/exec.js';
import type { DemoWindow, DemoWindowOptions } from './demo-window.js';

/** Opens the demo in the desktop VS Code behind the command `code`, with a profile of its own. */
export async function openOnDesktop(code: string, options: DemoWindowOptions): Promise<DemoWindow> {
  const { userDataDir, extensionsDir } = options;
  const profile = [
    ...['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    // VS Code refuses to run as root without it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const env = { ...process.env, ...options.env };
  await mustExec(code, [...profile, '--install-extension', options.vsix], { env });
  const child = spawn(code, [...profile, '--new-window', '--wait', options.folder], {
    env,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  return {
    where: `the VS Code behind ${code}; close its window or press Ctrl+C to end the demo`,
    address: undefined,
    ended,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
