/** Writes what follows from the patterns: snippets/patterns.json and docs/patterns.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { allPatterns } from '../src/core/patterns/all-patterns.js';
import type { Pattern } from '../src/core/patterns/pattern.js';
import { renderPattern } from '../src/core/patterns/render.js';
import { snippetFile } from '../src/core/patterns/snippets.js';
import { wrapCalls } from '../src/core/patterns/wrap.js';

const root = path.resolve(import.meta.dirname, '..');

/** The texts of the files, by path from the root. */
export async function patternFiles(patterns: readonly Pattern[] = allPatterns) {
  const texts = [
    ['snippets/patterns.json', JSON.stringify(snippetFile(patterns))],
    ['docs/patterns.md', page(patterns)],
  ] as const;
  return new Map(
    await Promise.all(
      texts.map(async ([file, text]): Promise<[string, string]> => {
        const filepath = path.join(root, file);
        return [file, await format(text, { ...(await resolveConfig(filepath)), filepath })];
      }),
    ),
  );
}

function page(patterns: readonly Pattern[]): string {
  return [
    '# Patterns',
    '',
    'Common pieces of migration code, right in both directions. In a migration:',
    '',
    '- **Insert Pattern…** (palette, context menu) asks for what it needs, offers the tables and columns that',
    '  are there before this revision, and writes `upgrade()`, `downgrade()` and missing imports.',
    '- **Completion**: type `op.` or a word of the title. It writes both directions too.',
    '- **Snippets**: `alembic-<id>`, and `alembic-<id>-downgrade` for the way back, in any Python file.',
    '- **Refactor** (light bulb) on an operation: make it JSONB, make it nullable, add `ondelete`, …',
    '',
    'Names are quoted in SQL where they need it. Every pattern runs up, down and up again in the tests, on',
    'PostgreSQL 15 and 18, and leaves the schema from before on the way back. What the rules of the preset',
    '`recommended` still say of one, and why that is right, stands with it.',
    ...patterns.flatMap((pattern) => ['', ...section(pattern)]),
    '',
  ].join('\n');
}

function section(pattern: Pattern): string[] {
  const { upgrade, downgrade } = renderPattern(pattern, {});
  const inherent = Object.entries(pattern.inherent ?? {});
  return [
    `## ${pattern.title}`,
    '',
    `\`${pattern.id}\`. ${pattern.description}`,
    '',
    '```python',
    ...functionOf('upgrade', upgrade),
    '',
    '',
    ...functionOf('downgrade', downgrade),
    '```',
    ...(inherent.length === 0 ? [] : ['', 'Findings that remain:', '']),
    ...inherent.map(([rule, why]) => `- [\`${rule}\`](rules/${rule}.md): ${why}`),
  ];
}

function functionOf(name: string, lines: readonly string[]): string[] {
  const acts = lines.some((line) => !line.startsWith('#'));
  const body = [...wrapCalls(lines.join('\n'), 4).split('\n'), ...(acts ? [] : ['pass'])];
  return [`def ${name}() -> None:`, ...body.map((line) => `    ${line}`.trimEnd())];
}

const invoked =
  process.argv[1] !== undefined && import.meta.filename === path.resolve(process.argv[1]);
if (invoked)
  for (const [file, text] of await patternFiles()) writeFileSync(path.join(root, file), text);
