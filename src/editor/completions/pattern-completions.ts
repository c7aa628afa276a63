import * as vscode from 'vscode';
import { allPatterns } from '../../core/patterns/all-patterns.js';
import type { MigrationSource } from '../../core/patterns/code-places.js';
import type { Pattern } from '../../core/patterns/pattern.js';
import { renderPattern } from '../../core/patterns/render.js';
import { wrapCalls } from '../../core/patterns/wrap.js';
import { COMMANDS } from '../shared/command-ids.js';

/**
 * Patterns, where a statement of `upgrade()` begins. What is accepted is written by the command, which
 * reaches `downgrade()` and the imports too.
 */
export function patternCompletions(
  { body, text }: MigrationSource,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.CompletionItem[] {
  const line = document.lineAt(position).text;
  const before = line.slice(0, position.character);
  const typed = /^[ \t]+([\w.]*)$/.exec(before)?.[1];
  const at = document.offsetAt(position);
  const { upgrade } = body;
  if (typed === undefined || !upgrade || at < upgrade.range.from) return [];
  // The function goes on over indented lines that hold nothing yet.
  const rest = text.slice(upgrade.range.to, at);
  if (/^\S/m.test(rest) || line.slice(position.character).trim() !== '') return [];
  const range = new vscode.Range(position.translate(0, -typed.length), position);
  return allPatterns.map((pattern, index) => item(pattern, typed, range, index));
}

function item(
  pattern: Pattern,
  typed: string,
  range: vscode.Range,
  index: number,
): vscode.CompletionItem {
  const { id, title, description } = pattern;
  const made = new vscode.CompletionItem(
    { label: title, description: 'Alembic pattern' },
    vscode.CompletionItemKind.Snippet,
  );
  const { upgrade, downgrade } = renderPattern(pattern, {});
  const calls = [...upgrade.join('\n').matchAll(/\bop\.\w+/g)].map(([call]) => call).join(' ');
  made.filterText = typed.includes('.') ? `${calls} ${title}` : `${title} ${id}`;
  made.sortText = `~${String(index).padStart(2, '0')}`;
  made.range = range;
  made.insertText = typed;
  made.command = { command: COMMANDS.insertPattern, title, arguments: [{ pattern: id }] };
  made.documentation = new vscode.MarkdownString(
    [
      description,
      ...[upgrade, downgrade].map((lines, at) => {
        const code = wrapCalls(lines.join('\n'), 0);
        return `\`\`\`python\n# in ${at === 0 ? 'upgrade' : 'downgrade'}()\n${code}\n\`\`\``;
      }),
    ].join('\n\n'),
  );
  return made;
}
