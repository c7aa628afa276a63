import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { themes, writeUserSettings, type Theme } from '../toolchain/vscode-settings.js';

/** The class that VS Code's page has under a theme of that kind. */
const themeClass: Readonly<Record<Theme, string>> = {
  light: 'vs',
  dark: 'vs-dark',
  'high-contrast': 'hc-black',
};

/** Takes each picture in every theme, by changing the user's settings as the window stands. */
export class Pictures {
  constructor(
    private readonly page: Page,
    private readonly folder: string,
    private readonly userDataDir: string,
    private readonly settings: Readonly<Record<string, unknown>>,
  ) {}

  /** Writes `tour-<name>-<theme>.png` for every theme; ends in the light one. */
  async take(name: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const theme of ['dark', 'high-contrast', 'light'] as const) {
      await this.change(theme);
      await this.page.screenshot({ path: join(this.folder, `tour-${name}-${theme}.png`) });
    }
    console.log(`  pictures: tour-${name}-{${Object.keys(themes).join(',')}}.png`);
  }

  private async change(theme: Theme): Promise<void> {
    await writeUserSettings(this.userDataDir, theme, this.settings);
    await this.page.waitForSelector(`.monaco-workbench.${themeClass[theme]}`);
    // Webviews and the editor's colours follow in frames of their own.
    await this.page.waitForLoadState('networkidle');
    await this.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => setTimeout(done, 500)))',
    );
  }
}
