import { insertPattern } from '../patterns/insert.js';
import type { RenderedPattern } from '../patterns/render.js';
import { parsePython } from '../python/parse.js';
import { readModuleBody } from '../revisions/read-body.js';
import { applyEdits } from '../rules/apply-edits.js';
import { migrationText, type NewMigration, type Sample } from './migration-text.js';

/** The text of a new migration that does what a pattern says, with the imports that it needs. */
export function migrationWithCode(
  migration: Omit<NewMigration, 'upgrade' | 'downgrade'>,
  sample: Sample | undefined,
  code: RenderedPattern,
): string {
  const text = migrationText(migration, sample);
  if (code.upgrade.length === 0 && code.downgrade.length === 0) return text;
  const module = parsePython(text);
  const file = 'new.py';
  const inserted = insertPattern(
    { file, text, module, body: readModuleBody(module) },
    code,
    undefined,
  );
  if ('refused' in inserted) return text;
  return applyEdits(
    text,
    inserted.edits.map((edit) => ({ kind: 'replace', file, ...edit })),
  );
}
