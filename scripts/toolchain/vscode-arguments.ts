import { parseArgs } from 'node:util';
import type { WindowSize } from './vscode-page.js';

/** What the driver understands of a desktop VS Code's arguments. */
export interface VSCodeArguments {
  readonly open: string | undefined;
  readonly extensionDevelopmentPath: string | undefined;
  readonly extensionTestsPath: string | undefined;
  readonly userDataDir: string | undefined;
  readonly extensionsDir: string | undefined;
  readonly workspaceTrust: boolean;
  readonly windowSize: WindowSize;
}

/** Reads a desktop VS Code's arguments; those that mean nothing in a browser are passed over. */
export function readVSCodeArguments(args: readonly string[]): VSCodeArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'disable-workspace-trust': { type: 'boolean' },
      'window-size': { type: 'string' },
    },
  });
  const path = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value.replace(/^file:\/\//u, '') : undefined;
  };
  return {
    open: positionals[0],
    extensionDevelopmentPath: path('extensionDevelopmentPath'),
    extensionTestsPath: path('extensionTestsPath'),
    userDataDir: path('user-data-dir'),
    extensionsDir: path('extensions-dir'),
    workspaceTrust: values['disable-workspace-trust'] !== true,
    windowSize: windowSize(path('window-size')),
  };
}

function windowSize(text: string | undefined): WindowSize {
  const [width, height] = (text ?? '1440,900').split(',').map(Number);
  if (width === undefined || height === undefined || !(width > 0 && height > 0)) {
    throw new Error(`--window-size wants WIDTH,HEIGHT in pixels, not "${String(text)}"`);
  }
  return { width, height };
}
