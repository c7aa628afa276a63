import { objectText } from '../../changes/object-text.js';
import type { KnownSchema } from '../../changes/known-schema.js';
import type { ModelTable } from '../../models/model.js';
import { mappedTables, ownTables } from '../mapped-tables.js';
import type { RuleOn } from '../rule.js';

const help =
  'Make a migration: `alembic revision --autogenerate -m "…"` on a database at head, and read what it writes.';

export const modelColumnNotMigrated: RuleOn<'model'> = {
  id: 'model-column-not-migrated',
  title: 'A model declares what no migration makes',
  category: 'models',
  severity: 'warning',
  on: 'model',
  *check(subject) {
    const { schema, imported, files, env } = subject;
    if (!schema || schema.incomplete) return;
    for (const { model, known } of mappedTables(subject)) {
      if (known.incomplete || known.kind !== 'table') continue;
      for (const { column, attribute, place } of model.columns)
        if (schema.column(known.name, column.name).state === 'absent')
          yield {
            at: place,
            message: `No migration makes ${objectText(known.name)}.${column.name}, which ${model.model ?? model.name.name}.${attribute} reads and writes.`,
            help,
          };
    }
    // Filters of env.py may leave out tables on purpose.
    const filters = /\binclude_(?:object|name)\b/u.test(files.module(env).text);
    if (!imported || filters || schema.tables.length === 0) return;
    for (const model of ownTables(subject))
      if (imported.has(model.place.file) && isAbsent(model, schema))
        yield {
          at: model.place,
          message: `No migration makes the table ${objectText(model.name)} of ${model.model ?? model.name.name}.`,
          help,
        };
  },
};

/** No table, and no view or foreign table that it may stand for. */
function isAbsent({ name, incomplete }: ModelTable, schema: KnownSchema): boolean {
  return (
    incomplete.length === 0 &&
    schema.table(name).state === 'absent' &&
    !schema.objects.some((object) => object.name.name === name.name)
  );
}
