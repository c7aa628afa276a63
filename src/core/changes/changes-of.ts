import type { SourceRange } from '../python/value.js';
import type { MigrationFunction, Operation } from '../revisions/revision.js';
import { readSql } from '../sql/read-sql.js';
import type { SqlParser } from '../sql/sql-parser.js';
import type { Change, Effect } from './change.js';
import { coreEffects } from './operations/core-statements.js';
import { operationToEffects } from './operation-to-effects.js';
import { statementToEffects } from './statement-to-effects.js';
import { guardedEffects } from './statements/do-block.js';

/**
 * What a migration function does, change by change, in the order in which it runs. What only
 * runs under another database is left out. Without a parser all SQL is `unknown`. Never throws.
 */
export function changesOf(
  migration: MigrationFunction | undefined,
  sql: SqlParser | undefined,
): Change[] {
  const own = (migration?.operations ?? []).filter(({ otherDatabase }) => !otherDatabase);
  return inTurn(own).flatMap((operation) => changesOfOperation(operation, sql));
}

/** The operations as they run: those of a loop over literals round by round. */
function inTurn(operations: readonly Operation[]): Operation[] {
  const groups: Operation[][] = [];
  for (const operation of operations) {
    const last = groups.at(-1);
    const { rounds } = operation;
    const before = last?.[0]?.rounds;
    const together =
      rounds?.loop === before?.loop && rounds?.operations.length === before?.operations.length;
    if (last && rounds && together) last.push(operation);
    else groups.push([operation]);
  }
  return groups.flatMap((group) => {
    const count = group[0]?.rounds?.operations.length;
    if (count === undefined) return group;
    return Array.from({ length: count }, (_, round) =>
      group.flatMap((operation) => operation.rounds?.operations[round] ?? []),
    ).flat();
  });
}

/** What one operation does. */
export function changesOfOperation(operation: Operation, sql: SqlParser | undefined): Change[] {
  if (operation.sql === undefined) {
    if (operation.name === 'execute') return coreEffects(operation).map(ofCore);
    return operationToEffects(operation, sql).map((effect, part) =>
      changeOf(operation, effect, operation.range, part),
    );
  }
  if (!sql) return [changeOf(operation, unknown('SQL is not read here', operation.sql.value))];
  return readSql(operation.sql, sql).flatMap((statement) => {
    if ('message' in statement) {
      const effect = unknown(`not read as SQL: ${statement.message}`, statement.text);
      return [changeOf(operation, effect, statement.range, 0, statement.text)];
    }
    const guarded = guardedEffects(statement, sql, statementToEffects);
    if (guarded)
      return guarded.map(({ effect, conditional }, part) => {
        const change = changeOf(operation, effect, statement.range, part, statement.text);
        return conditional ? { ...change, conditional } : change;
      });
    return statementToEffects(statement.node, statement.text).map((effect, part) =>
      changeOf(operation, effect, statement.range, part, statement.text),
    );
  });

  /** Such a statement has no literal text, but what was read of it is known. */
  function ofCore(effect: Effect): Change {
    return { ...changeOf(operation, effect), dynamic: effect.kind === 'unknown' };
  }
}

function changeOf(
  operation: Operation,
  effect: Effect,
  range: SourceRange = operation.range,
  part = 0,
  sql?: string,
): Change {
  return {
    ...effect,
    source: { operation, range, part, ...(sql === undefined ? {} : { sql }) },
    conditional: operation.conditional ?? false,
    dynamic: operation.dynamic ?? false,
    autocommit: operation.autocommit ?? false,
  };
}

function unknown(reason: string, text?: string): Effect {
  return { kind: 'unknown', reason, ...(text === undefined ? {} : { text }) };
}
