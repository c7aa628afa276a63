import { certain, type KnownSchema } from '../../changes/known-schema.js';
import { addColumn } from '../../changes/inverse/render-column.js';
import { execute, quoted, sqlName } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { ObjectName } from '../../changes/objects.js';
import { keywordOf } from '../calls.js';
import { madeHere } from '../made-here.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const renameBreaksClients: RuleOn<'change'> = {
  id: 'rename-breaks-clients',
  title: 'A rename takes away the name that running code uses',
  category: 'loss',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { migration, change } = subject;
    const renamed = renaming(subject);
    if (!renamed) return;
    const keyword = keywordOf(migration, change.source.operation.range, 'new_column_name');
    yield {
      at: keyword?.range ?? headOf(migration, change),
      message: `${renamed.what} becomes ${renamed.to}: code that is still running asks for the old name and fails, and so do bodies of PL/pgSQL functions.`,
      help: renamed.help,
    };
  },
};

interface Renaming {
  readonly what: string;
  readonly to: string;
  readonly help: string;
}

function renaming({ change, before, steps }: ChangeSubject): Renaming | undefined {
  const end = steps.at(-1)?.after;
  if (!end) return undefined;
  switch (change.kind) {
    case 'rename_table':
    case 'set_table_schema': {
      const { table } = change;
      if (madeHere(steps, before.table(table)) || nameStays(table, end)) return undefined;
      const to =
        change.kind === 'rename_table'
          ? { schema: table.schema, name: change.to }
          : { schema: change.to, name: table.name };
      const view = execute(`CREATE VIEW ${sqlName(table)} AS SELECT * FROM ${sqlName(to)}`);
      return {
        what: `The table ${objectText(table)}`,
        to: objectText(to),
        help: `Keep the old name until all code knows the new one, by a view right behind the rename: ${view}. Drop it in a later release.`,
      };
    }
    case 'rename_column': {
      const { table, column, to } = change;
      const known = before.column(table, column);
      if (madeHere(steps, known) || certain(end.column(table, column))) return undefined;
      const old = certain(known);
      const added = old && addColumn(table, { ...old, name: to, nullable: true }, before);
      const filled = `UPDATE ${sqlName(table)} SET ${quoted(to)} = ${quoted(column)} WHERE ${quoted(to)} IS NULL`;
      const code = added ? ` ${[...added, execute(filled)].join('; ')}.` : '';
      return {
        what: `The column ${objectText(table)}.${column}`,
        to,
        help: `Add ${to} beside it, write both, and drop ${column} in a later release.${code} Or keep the column's name and rename the attribute of the model alone.`,
      };
    }
    case 'rename_enum_value':
      if (madeHere(steps, before.enum(change.type))) return undefined;
      return {
        what: `The value '${change.value}' of ${objectText(change.type)}`,
        to: `'${change.to}'`,
        help: 'Add the new value beside the old one, write the new one, update the rows, and leave the old one where it is.',
      };
    case 'rename_object': {
      const { type, name } = change.object;
      if (type !== 'schema' && type !== 'view' && type !== 'materialized view') return undefined;
      if (madeHere(steps, before.object(type, name))) return undefined;
      if (certain(end.object(type, name))) return undefined;
      return {
        what: `The ${type} ${objectText(name)}`,
        to: change.to,
        help: 'Create the new one beside the old one, and drop the old one when no code uses it any more.',
      };
    }
    default:
      return undefined;
  }
}

/** A table or view has the old name again when the function ends. */
const nameStays = (name: ObjectName, end: KnownSchema) =>
  certain(end.table(name)) !== undefined || certain(end.object('view', name)) !== undefined;
