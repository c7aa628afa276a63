import * as vscode from 'vscode';
import type { OpenMigrations } from '../open-migrations.js';
import { nameCompletions } from './name-completions.js';
import { patternCompletions } from './pattern-completions.js';

/** Completions in migrations, and nowhere else. */
export function registerCompletions(migrations: OpenMigrations): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    { language: 'python', scheme: 'file' },
    {
      provideCompletionItems: async (document, position) => {
        const migration = await migrations.of(document);
        if (!migration) return [];
        return [
          ...nameCompletions(migration, document, position),
          ...patternCompletions(migration, document, position),
        ];
      },
    },
    '.',
    '"',
    "'",
  );
}
