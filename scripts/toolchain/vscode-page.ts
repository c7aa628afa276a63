import { chromium, type Page } from 'playwright-core';
import { chromiumExecutable } from './chromium.js';

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export interface BrowserPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** An empty page in a Chromium of its own, with a fresh profile and nothing running beside it. */
export async function openBrowserPage(size: WindowSize, headless = true): Promise<BrowserPage> {
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    headless,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-extensions',
      '--force-color-profile=srgb',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({
    viewport: { ...size },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { page: await context.newPage(), close: () => browser.close() };
}

/** What the address of a VS Code page asks for. */
export interface PageAddress {
  readonly authority: string;
  /** Absolute path of a folder or a `.code-workspace` file; without one the window is empty. */
  readonly open?: string | undefined;
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

/** The address of VS Code in a browser, with the options that a desktop takes as arguments. */
export function pageAddress(wanted: PageAddress): string {
  const remote = (path: string): string => `vscode-remote://${wanted.authority}${path}`;
  const payload: [string, string][] = [];
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const path = wanted[key];
    if (path !== undefined) payload.push([key, remote(path)]);
  }
  const address = new URL(`http://${wanted.authority}/`);
  if (wanted.open === undefined) address.searchParams.set('ew', 'true');
  else {
    const kind = wanted.open.endsWith('.code-workspace') ? 'workspace' : 'folder';
    address.searchParams.set(kind, wanted.open);
  }
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  // A slash in a query needs no escape, and people are to read and copy this.
  return address.href.replaceAll('%2F', '/');
}
