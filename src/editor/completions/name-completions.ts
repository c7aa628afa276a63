import * as vscode from 'vscode';
import type { KnownSchema } from '../../core/changes/known-schema.js';
import { namedArgumentAt } from '../../core/patterns/argument-roles.js';
import type { MigrationSource } from '../../core/patterns/code-places.js';
import { namesFor } from '../../core/patterns/name-offers.js';

/** Tables, columns, indexes and constraints that are there, inside of strings that name one. */
export function nameCompletions(
  source: MigrationSource,
  schemaAt: (at: number) => KnownSchema | undefined,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.CompletionItem[] {
  const at = document.offsetAt(position);
  const argument = namedArgumentAt(source, at);
  const schema = argument && schemaAt(at);
  if (!argument || !schema) return [];
  const { from, to } = argument.range;
  const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
  const kind =
    argument.kind === 'table' ? vscode.CompletionItemKind.Struct : vscode.CompletionItemKind.Field;
  return namesFor(argument, schema).map(({ value, detail }, index) => {
    const made = new vscode.CompletionItem({ label: value, description: detail }, kind);
    made.range = { inserting: new vscode.Range(range.start, position), replacing: range };
    // Columns stand in the order of their table, which people know.
    made.sortText = String(index).padStart(5, '0');
    return made;
  });
}
