import {
  generateDowngrade,
  type GeneratedDowngrade,
} from '../changes/inverse/generate-downgrade.js';
import type { FileEdit } from './finding.js';
import type { Migration } from './rule.js';
import { bodyOf, importEdits } from './statements.js';

/** The inverse of `upgrade()`. */
export function inverseOfUpgrade({ upgrade, before }: Migration): GeneratedDowngrade {
  const schemas = [before, ...upgrade.map((step) => step.after)];
  return generateDowngrade(
    upgrade.map(({ change }) => change),
    schemas,
  );
}

/** Whether there is any call in it. */
export const acts = ({ code }: GeneratedDowngrade) => /^\s*(?!#|pass$)\S/m.test(code);

/** Writes a body into `downgrade()`, which is added where the file has none. */
export function writeDowngrade(
  migration: Migration,
  generated: GeneratedDowngrade,
): readonly FileEdit[] | undefined {
  const { body, file, text } = migration;
  const imports = importEdits(migration, generated.imports);
  if (!body.downgrade) {
    const arrow = /def upgrade\([^)]*\)\s*->\s*None\s*:/.test(text) ? ' -> None' : '';
    const gap = text.endsWith('\n') ? '\n\n' : '\n\n\n';
    const range = { from: text.length, to: text.length };
    const added = `${gap}def downgrade()${arrow}:\n${generated.code}\n`;
    return [...imports, { kind: 'replace', file, range, text: added }];
  }
  const old = bodyOf(migration, body.downgrade.range);
  const [first] = old?.statements ?? [];
  if (!old || !first) return undefined;
  const hasDocstring =
    first.name === 'ExpressionStatement' && (first.firstChild?.name.endsWith('String') ?? false);
  const comment = /^[ \t]*#[^\n]*/.exec(text.slice(old.range.from))?.[0].length ?? 0;
  const from = hasDocstring ? first.to : old.range.from + comment;
  const to = Math.max(old.range.to, from);
  return [...imports, { kind: 'replace', file, range: { from, to }, text: `\n${generated.code}` }];
}
