import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

/** The two ends of the range of VS Code versions that the extension supports. */
export type WhichVSCode = 'newest' | 'oldest';

export interface VSCodeRelease {
  /** What `@vscode/test-electron` is asked to download. */
  readonly desktop: string;
  /** The version of the npm package `code-server` that carries the same VS Code. */
  readonly codeServer: string;
  /** The Node.js major version that this `code-server` wants. */
  readonly node: number;
}

/** `engines.vscode` of the manifest without its caret: the oldest version that is promised. */
function oldestPromised(): string {
  const text = readFileSync(join(projectRoot, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as { engines: { vscode: string } };
  return manifest.engines.vscode.replace(/^\D+/u, '');
}

export const vscodeReleases: Readonly<Record<WhichVSCode, VSCodeRelease>> = {
  newest: { desktop: 'stable', codeServer: '4.139.1', node: 24 },
  oldest: { desktop: oldestPromised(), codeServer: '4.103.2', node: 22 },
};
