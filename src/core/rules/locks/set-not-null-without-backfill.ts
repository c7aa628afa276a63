import type { ChangeOf } from '../../changes/change.js';
import { provesNotNull } from '../../changes/effects/cases/not-null.js';
import { execute, quoted, sqlName } from '../../changes/inverse/python.js';
import { best, certain, type KnownColumn, type KnownSchema } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { keywordOf } from '../calls.js';
import { defaultFor } from '../default-for.js';
import type { RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';

export const setNotNullWithoutBackfill: RuleOn<'change'> = {
  id: 'set-not-null-without-backfill',
  title: 'A column becomes NOT NULL that no UPDATE has filled',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before, steps }, { texts }) {
    if (change.kind !== 'set_column_nullable' || change.nullable || effects.failure) return;
    if (!effects.rows.includes('set-not-null')) return;
    if (!effects.relations.some(({ role }) => role === 'table')) return;
    const column = certain(before.column(change.table, change.column));
    if (!column || column.doubt || bornFilled(column)) return;
    if (before.mayBeFilled(change.table, change.column)) return;
    if (setInPython(change.column, texts.values())) return;
    // A check that the same ALTER drops still proves it.
    const here = steps.filter((step) => step.change.source.range.from === change.source.range.from);
    if (here.some((step) => isProved(step.before, change))) return;
    const keyword = keywordOf(migration, change.source.operation.range, 'nullable');
    yield {
      at:
        change.source.sql === undefined
          ? (keyword?.range ?? headOf(migration, change))
          : wordsAt(migration, change, ['set', 'not', 'null']),
      message: `This fails where ${objectText(change.table)}.${change.column} is NULL, and no migration has filled it since it is there.`,
      help: `Fill it before, in batches where the table is large.${example(change, column)}`,
    };
  },
};

/**
 * Whether a file of the project gives objects or rows that value in Python, whichever table's they
 * are: `case.resolution = …`, `.values(resolution=…)`, `.update(resolution=…)`.
 */
function setInPython(column: string, texts: Iterable<string>): boolean {
  if (!/^\w+$/.test(column)) return false;
  const set = new RegExp(
    `\\w\\.${column}\\s*=(?!=)|\\.(?:update|values)\\([^()]*\\b${column}['"]?\\s*[=:](?!=)`,
  );
  for (const text of texts) if (text.includes(column) && set.test(text)) return true;
  return false;
}

function isProved(
  schema: KnownSchema,
  { table, column }: ChangeOf<'set_column_nullable'>,
): boolean {
  const constraints = best(schema.table(table))?.constraints ?? [];
  return constraints.some(
    ({ definition, valid, enforced }) => valid && enforced && provesNotNull(definition, column),
  );
}

/** It came with values for all rows: by a default, or as a generated column. */
function bornFilled({ name, origin, identity, generated }: KnownColumn): boolean {
  if (identity ?? generated) return true;
  const born =
    origin.kind === 'add_column'
      ? origin.column
      : origin.kind === 'create_table'
        ? origin.columns.find((own) => own.name === name)
        : undefined;
  // A column of which nothing is known but that it is there says nothing about its birth.
  if (!born) return true;
  const given = born.default?.sql;
  return (born.default !== undefined && !/^null\b/i.test(given ?? '')) || born.type.serial === true;
}

function example({ table, column }: ChangeOf<'set_column_nullable'>, known: KnownColumn): string {
  const value = defaultFor(known.type);
  if (!value) return '';
  const name = quoted(column);
  const line = execute(`UPDATE ${sqlName(table)} SET ${name} = ${value.sql} WHERE ${name} IS NULL`);
  return ` For example:\n\n${line}`;
}
