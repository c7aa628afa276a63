import { join } from 'node:path';
import { mustExec } from '../toolchain/exec.js';
import { installFromNpm } from '../toolchain/vscode-install.js';
import { pageAddress } from '../toolchain/vscode-page.js';
import { vscodeReleases } from '../toolchain/vscode-releases.js';
import { noGallery, startVSCodeServer } from '../toolchain/vscode-server.js';
import type { DemoWindow, DemoWindowOptions } from './demo-window.js';

/** Serves the demo as VS Code in the browser, with the extension installed as a user would. */
export async function openInBrowser(options: DemoWindowOptions): Promise<DemoWindow> {
  const { userDataDir, extensionsDir, folder, port, env } = options;
  const install = await installFromNpm(vscodeReleases.newest);
  await mustExec(
    install.node,
    [
      join(install.vscode, 'out', 'server-main.js'),
      ...['--install-extension', options.vsix, '--extensions-dir', extensionsDir],
      ...['--server-data-dir', userDataDir, '--user-data-dir', userDataDir],
      '--accept-server-license-terms',
    ],
    { env: { ...process.env, ...noGallery } },
  );
  const server = await startVSCodeServer({
    ...{ install, userDataDir, extensionsDir, port, env },
    workspaceTrust: false,
    automation: false,
  });
  const address = pageAddress({ authority: server.authority, open: folder });
  return {
    where: `${address}\nOpen this address in a browser. Ctrl+C ends the demo.`,
    address,
    ended: server.ended,
    stop: server.stop,
  };
}
