import * as vscode from 'vscode';
import { defaultConfiguration, presets, severities } from '../../core/rules/configuration.js';
import type { Configuration } from '../../core/rules/configuration.js';

/** What the settings say; `.alembic-pilot.yaml` has the last word. Wrong values count as not said. */
export function configuredBySettings(folder: string): Configuration {
  const settings = vscode.workspace.getConfiguration('alembicPilot.check', vscode.Uri.file(folder));
  const preset = presets.find((name) => name === settings.get('preset'));
  const postgres = settings.get<unknown>('postgres');
  const rules = Object.entries(settings.get<Record<string, unknown>>('rules', {}));
  const isMajor = typeof postgres === 'number' && postgres >= 10 && postgres <= 18;
  return {
    ...defaultConfiguration,
    ...(preset ? { preset } : {}),
    ...(isMajor ? { postgres } : {}),
    severities: new Map(
      rules.flatMap(([rule, value]) => {
        const severity = severities.find((name) => name === value);
        return severity ? [[rule, severity] as const] : [];
      }),
    ),
  };
}
