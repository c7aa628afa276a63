import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '../toolchain/find-on-path.js';
import { writeUserSettings, type Theme } from '../toolchain/vscode-settings.js';
import { openInBrowser } from './browser.js';
import { startDemoDatabase } from './demo-database.js';
import { packageExtension } from './demo-extension.js';
import { makeDemoWorkspace, type DemoWorkspace } from './demo-workspace.js';
import type { DemoWindow } from './demo-window.js';
import { openOnDesktop } from './desktop.js';

export interface DemoOptions {
  /** In a browser even where a desktop VS Code is installed. */
  readonly browser: boolean;
  readonly port?: number;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Demo {
  readonly window: DemoWindow;
  readonly workspace: DemoWorkspace;
  readonly databaseUrl: string;
  readonly userDataDir: string;
  /** Ends everything that was started and removes everything that was written. */
  readonly stop: () => Promise<void>;
}

/** The example project at revision 059 on a database of its own, open in a VS Code of its own. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const own = await mkdtemp(join(tmpdir(), 'alembic-pilot-demo-'));
  const stops: (() => Promise<void>)[] = [() => rm(own, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const vsix = await packageExtension(own);
    const workspace = await makeDemoWorkspace(own);
    const database = await startDemoDatabase();
    stops.push(database.stop);
    const env = { DATABASE_URL: database.url };
    console.log('Applying the migrations of the example …');
    await workspace.alembic(env, 'upgrade', 'head');
    const userDataDir = join(own, 'user-data');
    await writeUserSettings(userDataDir, options.theme, {
      'security.workspace.trust.enabled': false,
      ...options.settings,
    });
    const window = await openWindow(options, {
      folder: workspace.folder,
      vsix,
      userDataDir,
      extensionsDir: join(own, 'extensions'),
      env,
      port: options.port ?? 0,
    });
    stops.push(window.stop);
    return { window, workspace, databaseUrl: database.url, userDataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openWindow(
  { browser }: DemoOptions,
  options: Parameters<typeof openInBrowser>[0],
): Promise<DemoWindow> {
  const code = browser ? undefined : findOnPath('code');
  return code === undefined ? openInBrowser(options) : openOnDesktop(code, options);
}
