import { call, execute, quoted, schemaOf, sqlName, text } from '../../changes/inverse/python.js';
import { best } from '../../changes/known-schema.js';
import type { KnownColumn } from '../../changes/known-schema.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn, Step } from '../rule.js';
import { linesOf } from '../statements.js';
import { columnText, type TypeChange, typePlace } from '../type-change.js';

export const typeChangeDefaultCast: RuleOn<'change'> = {
  id: 'type-change-default-cast',
  title: 'A change of type that fails because of the default',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, effects, migration, before, steps }) {
    if (change.kind !== 'set_column_type' || !effects.rows.includes('type-default-cast')) return;
    const column = best(before.column(change.table, change.column));
    const value = column?.default?.sql ?? '';
    const sameCall = setAfterwards(change, steps);
    yield {
      at: typePlace(migration, change),
      message: `${columnText(change)} has the default ${value}, which PostgreSQL does not make ${change.type.name ?? ''} by itself: this fails, even with USING${sameCall ? '; the new default comes after the type' : ''}.`,
      help: 'Drop the default in a statement before, change the type, and set a default of the new type afterwards.',
      fixes: fixes(migration, change, column, sameCall),
    };
  },
};

/** The same operation sets a default, after the type. */
function setAfterwards({ source, column }: TypeChange, steps: readonly Step[]): boolean {
  return steps.some(
    ({ change }) =>
      change.kind === 'set_column_default' &&
      change.source.operation === source.operation &&
      change.column === column &&
      change.source.part > source.part,
  );
}

function fixes(
  migration: Migration,
  change: TypeChange,
  column: KnownColumn | undefined,
  sameCall: boolean,
) {
  const { table, source } = change;
  const statement = soleStatement(migration, change);
  const inSql = source.sql !== undefined;
  const alter = `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${quoted(change.column)}`;
  const setting = (value: string) =>
    call(
      'op.alter_column',
      text(table.name),
      text(change.column),
      `server_default=${value}`,
      schemaOf(table),
    );
  const literal = sameCall ? undefined : literalDefault(column, change);
  const lines = statement && [
    inSql ? execute(`${alter} DROP DEFAULT`) : setting('None'),
    ...linesOf(statement),
    ...(literal === undefined
      ? []
      : [inSql ? execute(`${alter} SET DEFAULT ${literal}`) : setting(text(literal.slice(1, -1)))]),
  ];
  const title = literal === undefined ? 'Drop the default before' : 'Drop the default meanwhile';
  return rewriting(title, migration, statement, lines);
}

/** A string that is a label of the new enum: the default may stay what it was. */
function literalDefault(column: KnownColumn | undefined, { type }: TypeChange) {
  const [, label] = /^'([\w ]+)'(?:::[\w ]+)?$/.exec(column?.default?.sql ?? '') ?? [];
  return label !== undefined && type.enum?.labels?.includes(label) ? `'${label}'` : undefined;
}
