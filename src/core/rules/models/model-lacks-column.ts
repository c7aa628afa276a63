import { objectText } from '../../changes/object-text.js';
import type { KnownColumn } from '../../changes/known-schema.js';
import { styleOf } from '../../models/write/class-style.js';
import { columnCode } from '../../models/write/column-code.js';
import { insertBehind, lastOwn } from '../../models/write/insert-line.js';
import { PythonWriter } from '../../models/write/python-writer.js';
import type { Fix } from '../finding.js';
import { mappedTables, originOf, type MappedTable } from '../mapped-tables.js';
import type { ModelSubject, RuleOn } from '../rule.js';

export const modelLacksColumn: RuleOn<'model'> = {
  id: 'model-lacks-column',
  title: 'A column that the migrations make has no attribute in its model',
  category: 'models',
  severity: 'warning',
  on: 'model',
  *check(subject) {
    for (const mapped of mappedTables(subject)) {
      const { model, known } = mapped;
      if (model.incomplete.length > 0) continue;
      const declared = new Set(model.columns.map(({ column }) => column.name));
      for (const column of known.columns) {
        if (column.doubt || declared.has(column.name)) continue;
        const name = `${objectText(known.name)}.${column.name}`;
        const { revision, related } = originOf(subject, column.origin, `makes ${name}`);
        yield {
          at: model.place,
          message: `${model.model ?? model.name.name} has no attribute for the column ${name}: the code cannot use it, and the next autogenerate proposes to drop it.`,
          help: 'Add the attribute to the model; if the column is to go, drop it in a migration.',
          fixes: fixOf(mapped, column, subject),
          related,
          revision,
        };
      }
    }
  },
};

function fixOf({ model, known }: MappedTable, column: KnownColumn, subject: ModelSubject): Fix[] {
  const { written } = model;
  const style = written && styleOf(written, subject.files);
  const own = model.columns.map((one) => one.written);
  const after = written && lastOwn(written, own);
  if (!style || !after || !subject.schema) return [];
  const writer = new PythonWriter(after.file, after.module, style.prefix);
  const code = columnCode(column, known, subject.schema, style, writer);
  if (code === undefined) return [];
  insertBehind(after, code, writer);
  const title = `Add ${column.name} to ${model.model ?? ''}`;
  return [{ title, safety: 'safe', edits: writer.edits }];
}
