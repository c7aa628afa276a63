/**
 * Behaves like a desktop VS Code's executable for extension tests, with VS Code's server and a
 * browser behind it: takes the same arguments, prints what the tests print, ends with their code.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { windowAddressVariable } from '../../test/editor/support/window-protocol.js';
import { cacheFolder } from './cache-folder.js';
import { readVSCodeArguments } from './vscode-arguments.js';
import { openControlChannel } from './vscode-control.js';
import { installFromNpm } from './vscode-install.js';
import { showDialogs } from './vscode-dialogs.js';
import { openBrowserPage, pageAddress } from './vscode-page.js';
import { vscodeReleases, type WhichVSCode } from './vscode-releases.js';
import { startVSCodeServer } from './vscode-server.js';

/** After this long a run is given up, so that a dialog nobody answers cannot hold it for ever. */
const patience = Number(process.env['ALEMBIC_PILOT_TEST_TIMEOUT'] ?? 900_000);

/** What VS Code says about itself when it runs from the npm registry; set the variable to see it. */
const chatter = new RegExp(
  [
    'Could not locate the bindings file',
    'Release/watchdog',
    '^\\[(AgentHost|AccountPolicyGate|reconnection-grace-time|remote-connection|Service Worker)',
    '^(Resolving|Resolved) connection token',
    '^Creating a socket',
    '^Ignoring fetching additional builtin extensions',
    '^Updating additional builtin extensions',
    '^ChatSessionStore',
    'authentication provider',
  ].join('|'),
  'u',
);
const everything = process.env['ALEMBIC_PILOT_TEST_VERBOSE'] !== undefined;

async function drive(which: WhichVSCode, args: readonly string[]): Promise<number> {
  const asked = readVSCodeArguments(args);
  const release = vscodeReleases[which];
  const own = await mkdtemp(join(tmpdir(), 'vscode-driver-'));
  const closing: (() => unknown)[] = [() => rm(own, { recursive: true, force: true })];
  try {
    const screenshots = join(cacheFolder, 'screenshots', which);
    const { page, close } = await openBrowserPage(asked.windowSize);
    closing.push(close);
    const control = await openControlChannel(page, screenshots);
    closing.push(control.close);
    const server = await startVSCodeServer({
      install: await installFromNpm(release),
      userDataDir: asked.userDataDir ?? join(own, 'user-data'),
      extensionsDir: asked.extensionsDir ?? join(own, 'extensions'),
      workspaceTrust: asked.workspaceTrust,
      automation: true,
      env: { [windowAddressVariable]: control.address },
      log: (line) => {
        if (everything) console.error(line);
      },
    });
    closing.push(server.stop);
    let over = false;
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      const text = format(...values);
      if (everything || !(over || chatter.test(text))) console.log(text);
    });
    const exit = new Promise<number>((resolve, reject) => {
      const fail = (reason: string) => () => {
        reject(new Error(reason));
      };
      void page.exposeFunction('codeAutomationExit', resolve);
      process.on('SIGINT', fail('interrupted'));
      process.on('SIGTERM', fail('terminated'));
      page.once('crash', fail('the page crashed'));
      void server.ended.then(fail("VS Code's server ended by itself"));
      const timer = setTimeout(() => {
        const path = join(screenshots, 'timed-out.png');
        void page.screenshot({ path }).finally(fail(`no end after ${patience} ms, see ${path}`));
      }, patience);
      timer.unref();
    });
    await showDialogs(page);
    await page.goto(pageAddress({ authority: server.authority, ...asked }));
    const code = await exit;
    over = true;
    return code;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

const [which, ...args] = process.argv.slice(2);
process.exitCode = await drive(which as WhichVSCode, args).catch((error: unknown) => {
  console.error(error);
  return 1;
});
