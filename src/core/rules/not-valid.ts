import type { ChangeOf } from '../changes/change.js';
import { execute, quoted, sqlName } from '../changes/inverse/python.js';
import type { Fix } from './finding.js';
import { rewriting, withOption } from './own-statement.js';
import type { Migration, Step } from './rule.js';
import { linesOf } from './statements.js';

const creating = ['create_foreign_key', 'create_check_constraint', 'execute'];

/** Adds a named constraint NOT VALID, and validates it outside the migration's transaction. */
export function notValidThenValidate(
  migration: Migration,
  change: ChangeOf<'add_constraint'>,
): Fix[] {
  const { operation, sql } = change.source;
  const { name } = change.constraint;
  const alone = sql === undefined || !/,\s*(?:add|alter|drop|validate)\b/i.test(sql);
  if (name === undefined || !creating.includes(operation.name) || !alone || change.autocommit)
    return [];
  const option = { after: [], text: ' NOT VALID' };
  const statement = withOption(migration, change, ['postgresql_not_valid', 'True'], option);
  const validate = execute(
    `ALTER TABLE ${sqlName(change.table)} VALIDATE CONSTRAINT ${quoted(name)}`,
  );
  // A VALIDATE that fails leaves the constraint: the next run has to begin anew.
  const lines = statement && [
    execute(`ALTER TABLE ${sqlName(change.table)} DROP CONSTRAINT IF EXISTS ${quoted(name)}`),
    ...linesOf(statement),
    'with op.get_context().autocommit_block():',
    `    ${validate}`,
  ];
  return rewriting('Add it NOT VALID, then validate it', migration, statement, lines);
}

/** The ADD COLUMN of the same operation or statement, where the constraint came with one. */
export function addedWith(
  { source }: ChangeOf<'add_constraint'>,
  steps: readonly Step[],
): ChangeOf<'add_column'> | undefined {
  for (const { change } of steps)
    if (
      change.kind === 'add_column' &&
      change.source.operation === source.operation &&
      change.source.range.from === source.range.from
    )
      return change;
  return undefined;
}
