import * as vscode from 'vscode';
import type { OpenMigrations } from '../open-migrations.js';
import { nameCompletions } from './name-completions.js';
import { patternCompletions } from './pattern-completions.js';

/** Completions in migrations, and nowhere else. */
export function registerCompletions(migrations: OpenMigrations): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    { language: 'python', scheme: 'file' },
    {
      provideCompletionItems: (document, position) => {
        const source = migrations.source(document);
        if (!source) return [];
        const schemaAt = (at: number) => migrations.schemaAt(document, at);
        return [
          ...nameCompletions(source, schemaAt, document, position),
          ...patternCompletions(source, document, position),
        ];
      },
    },
    '.',
    '"',
    "'",
  );
}
