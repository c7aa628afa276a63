import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { VSCodeInstall } from './vscode-install.js';

export interface ServerOptions {
  readonly install: VSCodeInstall;
  /** Holds `User/settings.json`, as a desktop VS Code's does. */
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Off means that every folder counts as trusted. */
  readonly workspaceTrust: boolean;
  /** Makes the server honour the development and test options in the address. */
  readonly automation: boolean;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line that the server prints. */
  readonly log?: (line: string) => void;
}

export interface VSCodeServer {
  /** `host:port`, also the authority of its `vscode-remote:` addresses. */
  readonly authority: string;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Nothing is looked up in a registry of extensions. */
export const noGallery = { EXTENSIONS_GALLERY: '{"serviceUrl":""}' };

/**
 * Starts VS Code's own server on the loopback interface and waits until it listens.
 *
 * @throws Error with what it printed, if it ends before that.
 */
export async function startVSCodeServer(options: ServerOptions): Promise<VSCodeServer> {
  const { install, userDataDir, extensionsDir } = options;
  const child = spawn(
    install.node,
    [
      join(install.vscode, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--without-connection-token', '--accept-server-license-terms'],
      ...['--server-data-dir', userDataDir, '--user-data-dir', userDataDir],
      ...['--extensions-dir', extensionsDir, '--telemetry-level', 'off'],
      ...(options.automation ? ['--enable-smoke-test-driver'] : []),
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    // A process group of its own, so that stopping it also ends its extension hosts.
    {
      detached: true,
      env: { ...process.env, ...noGallery, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', resolve));
  const stop = async (): Promise<void> => {
    killGroup(child.pid, 'SIGTERM');
    const timer = setTimeout(() => {
      killGroup(child.pid, 'SIGKILL');
    }, 5000);
    await ended;
    clearTimeout(timer);
  };
  const printed: string[] = [];
  const port = await new Promise<string>((resolve, reject) => {
    const read = (line: string): void => {
      printed.push(line);
      options.log?.(line);
      const listening = /Extension host agent listening on (\d+)/u.exec(line)?.[1];
      if (listening !== undefined) resolve(listening);
    };
    createInterface(child.stdout).on('line', read);
    createInterface(child.stderr).on('line', read);
    child.once('error', reject);
    void ended.then(() => {
      reject(new Error(`VS Code's server did not start:\n${printed.slice(-20).join('\n')}`));
    });
  });
  return { authority: `127.0.0.1:${port}`, ended, stop };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
