import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { renamedColumns, renamedTables, type ProbableRename } from '../probable-renames.js';
import { renameFixes } from '../rename-fixes.js';

export const probableRename: RuleOn<'revision'> = {
  id: 'probable-rename',
  title: 'A drop and an add that look like a rename',
  category: 'loss',
  severity: 'error',
  reasonRequired: true,
  on: 'revision',
  *check(migration) {
    for (const rename of [...renamedColumns(migration), ...renamedTables(migration)]) {
      const { drop, add } = rename;
      yield {
        at: headOf(migration, drop),
        message: messageOf(rename),
        help: 'Rename it, if that is what was meant: autogenerate cannot tell a rename from a drop and an add.',
        fixes: renameFixes(migration, rename),
        related: [
          {
            file: migration.file,
            range: add.source.range,
            message: 'the one that takes its place',
          },
        ],
      };
    }
  },
};

function messageOf(rename: ProbableRename): string {
  if (rename.kind === 'table')
    return `The table ${objectText(rename.drop.table)} is dropped with its rows, and ${objectText(rename.add.table)} with the same columns is created empty.`;
  const { drop, add } = rename;
  const type = add.column.type.name ?? '';
  return `${objectText(drop.table)}.${drop.column} is dropped with its values, and ${add.column.name} of the same type (${type}) is added without them.`;
}
