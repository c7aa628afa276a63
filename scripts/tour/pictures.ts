import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { themes } from '../toolchain/vscode-settings.js';

/** User settings under which VS Code takes the theme that its surroundings ask for. */
export const followSurroundings = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredLightColorTheme': themes.light,
  'workbench.preferredDarkColorTheme': themes.dark,
  'workbench.preferredHighContrastColorTheme': themes['high-contrast'],
} as const;

/** What a page is told to ask for a theme, and the class that VS Code then has. */
const surroundings = [
  { theme: 'dark', colorScheme: 'dark', forcedColors: 'none', shows: 'vs-dark' },
  { theme: 'high-contrast', colorScheme: 'dark', forcedColors: 'active', shows: 'hc-black' },
  { theme: 'light', colorScheme: 'light', forcedColors: 'none', shows: 'vs' },
] as const;

/** Takes each picture in every theme, of the window as it stands. */
export class Pictures {
  constructor(
    private readonly page: Page,
    private readonly folder: string,
  ) {}

  /** Writes `tour-<name>-<theme>.png` for every theme; ends in the light one. */
  async take(name: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const { theme, shows, ...media } of surroundings) {
      await this.page.emulateMedia(media);
      await this.page.waitForSelector(`.monaco-workbench.${shows}`);
      // Webviews and the editor's colours follow within a few frames, of which nothing tells.
      await this.page.waitForTimeout(700);
      const path = join(this.folder, `tour-${name}-${theme}.png`);
      await this.page.screenshot({ path });
      console.log(`  ${path}`);
    }
  }
}
