import type { Operation } from '../../revisions/revision.js';
import type { SqlParser } from '../../sql/sql-parser.js';
import type { Arguments } from '../arguments.js';
import type { Effect } from '../change.js';
import type { ObjectName } from '../objects.js';

/** What a builder knows of the operation that it turns into effects. */
export interface OperationInput {
  readonly operation: Operation;
  /** By Alembic's parameter names; those that a batch operation lacks are absent. */
  readonly args: Arguments;
  readonly table: ObjectName;
  readonly sql: SqlParser | undefined;
}

/** The effects of an operation, in the order in which Alembic emits them. */
export type OperationBuilder = (input: OperationInput) => readonly Effect[];

/** The one effect of Alembic's directive `name` whose arguments could not be read. */
export function unknownEffect(reason: string, name: string): Effect {
  const reach = reaches.find(([pattern]) => pattern.test(name))?.[1];
  return { kind: 'unknown', reason, ...(reach === undefined ? {} : { reach }) };
}

const reaches = [
  [/^(create|add)_/, 'new objects'],
  [/^bulk_insert$/, 'rows'],
] as const;

/** A guard, where it is written. */
export function guard<K extends 'ifExists' | 'ifNotExists'>(args: Arguments, key: K) {
  const parameter = key === 'ifExists' ? 'if_exists' : 'if_not_exists';
  return (args.flag(parameter) ? { [key]: true } : {}) as Partial<Record<K, true>>;
}
