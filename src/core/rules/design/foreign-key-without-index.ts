import {
  best,
  certain,
  type KnownConstraint,
  type KnownTable,
} from '../../changes/known-schema.js';
import { call, execute, list, schemaOf, sqlName, text } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { FileEdit, Fix } from '../finding.js';
import { indentAt } from '../calls.js';
import { isInherited, madeHere } from '../made-here.js';
import { placeOfName } from '../new-names.js';
import type { Migration, RuleOn } from '../rule.js';
import { longestName } from '../../schema/replay/choose-name.js';
import { bodyOf } from '../statements.js';

export const foreignKeyWithoutIndex: RuleOn<'revision'> = {
  id: 'foreign-key-without-index',
  title: 'A new foreign key has no index',
  category: 'design',
  severity: 'info',
  on: 'revision',
  *check(migration) {
    const own = new Set(migration.upgrade.map(({ change }) => change));
    for (const { name } of migration.after.tables) {
      const table = certain(migration.after.table(name));
      if (!table || table.doubt || table.incomplete || table.kind !== 'table') continue;
      for (const constraint of table.constraints) {
        const { definition, origin, doubt } = constraint;
        if (definition.type !== 'foreign_key' || doubt || !own.has(origin)) continue;
        const { columns, references } = definition;
        if (!columns || isIndexed(columns, table) || wasThere(migration, table, columns)) continue;
        if (isInherited(table, origin)) continue;
        const what = columns.map((column) => `${objectText(name)}.${column}`).join(', ');
        const to = references ? objectText(references) : 'the other table';
        yield {
          at: placeOfName(migration, origin, columns[0] ?? ''),
          message: `No index begins with ${what}: each DELETE in ${to}, and each UPDATE of its key, reads all of ${objectText(name)}, and so does the way back by a join.`,
          help: 'Create an index on it, unless rows of the other table are never deleted and nobody asks that way round.',
          fixes: fixes(migration, table, constraint, columns),
        };
      }
    }
  },
};

/** The columns were a foreign key before, so that nothing gets worse. */
function wasThere({ before }: Migration, { name }: KnownTable, columns: readonly string[]) {
  return best(before.table(name))?.constraints.some(
    ({ definition }) =>
      definition.type === 'foreign_key' && definition.columns?.join() === columns.join(),
  );
}

/** An index that is not partial begins with the columns, in any order; or it cannot be told. */
function isIndexed(columns: readonly string[], { indexes }: KnownTable): boolean {
  return indexes.some(({ definition, doubt }) => {
    const { keys, method, predicate } = definition;
    if (doubt || !keys || method === undefined) return true;
    const first = keys.slice(0, columns.length).map(({ column }) => column);
    const fits = method === 'btree' || (method === 'hash' && columns.length === 1);
    return fits && !predicate && columns.every((column) => first.includes(column));
  });
}

function fixes(
  migration: Migration,
  table: KnownTable,
  { origin }: KnownConstraint,
  columns: readonly string[],
): Fix[] {
  const { upgrade, downgrade } = migration.body;
  const index = `ix_${table.name.name}_${columns.join('_')}`;
  const up = upgrade && bodyOf(migration, upgrade.range);
  const last = up?.statements.at(-1);
  const stops = last && /^(Return|Raise)Statement$/.test(last.name);
  const { schema } = table.name;
  const taken = migration.after.index({ schema, name: index }).state === 'present';
  if (!up || !last || stops || origin.conditional || taken || index.length > longestName) return [];
  const name = `op.f(${text(index)})`;
  const owner = [text(table.name.name), list(columns), schemaOf(table.name)];
  const { upgrade: steps, after } = migration;
  const isNew = madeHere(steps, after.table(table.name));
  const lines = isNew
    ? [call('op.create_index', name, ...owner)]
    : [
        'with op.get_context().autocommit_block():',
        `    ${execute(`DROP INDEX CONCURRENTLY IF EXISTS ${sqlName({ schema: table.name.schema, name: index })}`)}`,
        `    ${call('op.create_index', name, ...owner, 'postgresql_concurrently=True')}`,
      ];
  const indent = indentAt(migration.text, last.from);
  const edits: FileEdit[] = [
    insert(migration, up.range.to, lines.map((line) => `\n${indent}${line}`).join('')),
  ];
  const newColumn = columns.some((column) => madeHere(steps, after.column(table.name, column)));
  const down =
    downgrade && !downgrade.empty && !downgrade.raises
      ? bodyOf(migration, downgrade.range)
      : undefined;
  const first = down?.statements[0];
  if (first && !isNew && !newColumn) {
    const drop = call(
      'op.drop_index',
      name,
      `table_name=${text(table.name.name)}`,
      schemaOf(table.name),
    );
    edits.push(insert(migration, first.from, `${drop}\n${indentAt(migration.text, first.from)}`));
  }
  return [{ title: `Create the index ${index}`, safety: 'review', edits }];
}

const insert = ({ file }: Migration, at: number, code: string): FileEdit => ({
  kind: 'replace',
  file,
  range: { from: at, to: at },
  text: code,
});
