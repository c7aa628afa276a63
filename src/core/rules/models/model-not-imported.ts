import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { ModelTable } from '../../models/model.js';
import { importEdits, modelsHub } from '../../models/write/import-model.js';
import type { Fix } from '../finding.js';
import type { ModelSubject, RuleOn } from '../rule.js';

export const modelNotImported: RuleOn<'model'> = {
  id: 'model-not-imported',
  title: 'A model is imported by nothing that env.py imports',
  category: 'models',
  severity: 'error',
  on: 'model',
  *check(subject) {
    const { imported, schema, models } = subject;
    if (!imported) return;
    const seen = models.tables.filter(({ place }) => imported.has(place.file));
    for (const table of models.tables) {
      const { model, name, place } = table;
      if (model === undefined || imported.has(place.file) || !isKin(table, seen)) continue;
      if (models.tables.some((other) => other !== table && other.name.name === name.name)) continue;
      const made = schema && certain(schema.table(name));
      yield {
        at: place,
        message: made
          ? `Nothing that env.py imports imports ${model}: the next autogenerate proposes to drop the table ${objectText(name)}.`
          : `Nothing that env.py imports imports ${model}: autogenerate does not see the table ${objectText(name)}.`,
        help: `Import ${model} where the other models are imported.`,
        fixes: fixOf(table, seen, subject),
        ...(made ? {} : { severity: 'warning' as const }),
      };
    }
  },
};

/** Of the same base class and in the same folder, or one beside it, as a model that is imported. */
function isKin({ written, place }: ModelTable, seen: readonly ModelTable[]): boolean {
  const folder = folderOf(place.file);
  return seen.some((other) => {
    const theirs = folderOf(other.place.file);
    const near = theirs === folder || folderOf(theirs) === folderOf(folder);
    const bases = new Set(other.written?.bases);
    return near && (written?.bases.some((base) => bases.has(base)) ?? false);
  });
}

const folderOf = (file: string) => file.replace(/[\\/][^\\/]*$/u, '');

function fixOf(table: ModelTable, seen: readonly ModelTable[], { files, imported }: ModelSubject) {
  const hub = imported && modelsHub(seen, imported, files);
  const edits = hub === undefined ? undefined : importEdits(table, hub, seen, files);
  const title = `Import ${table.model ?? ''} in ${hub?.split(/[\\/]/u).slice(-2).join('/') ?? ''}`;
  return edits ? [{ title, safety: 'review', edits } satisfies Fix] : [];
}
