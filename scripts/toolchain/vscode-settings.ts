import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Colour themes by what they are for; the names hold in the newest and the oldest VS Code. */
export const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

/** Everything off that greets, advises, updates, reports or chats by itself. */
const quiet = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.restoreWindows': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
} as const;

/**
 * Writes the user settings that a VS Code with this user data folder starts with: a quiet one in
 * the given theme, with `more` on top.
 */
export async function writeUserSettings(
  userDataDir: string,
  theme: Theme = 'light',
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const folder = join(userDataDir, 'User');
  await mkdir(folder, { recursive: true });
  const settings = { ...quiet, 'workbench.colorTheme': themes[theme], ...more };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
