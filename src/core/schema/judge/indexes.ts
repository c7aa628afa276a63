import type { IndexDefinition, IndexKey } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import { statementToEffects } from '../../changes/statement-to-effects.js';
import { compareExpressions } from '../../sql/compare-expressions.js';
import type { SqlParser } from '../../sql/sql-parser.js';
import { findTable } from '../find.js';
import type { Index } from '../schema.js';
import { Comparison, type Evidence, fails, type Judgement, sameList } from './judgement.js';

export function judgeIndex(declared: IndexDefinition, evidence: Evidence): Judgement {
  const { schema, sql } = evidence;
  const table = findTable(schema, declared.table);
  if (!table) return fails(`there is no table ${objectText(declared.table)}`);
  const named = table.indexes.filter(
    ({ name }) => declared.name === undefined || name === declared.name,
  );
  const judged = named.map((index) => compare(declared, index, sql));
  const best =
    judged.find(({ state }) => state === 'holds') ??
    judged.find(({ state }) => state === 'cannot tell') ??
    judged[0];
  if (best && (declared.name !== undefined || best.state !== 'fails')) return best;
  const elsewhere = schema.tables.find(
    (other) => other !== table && other.indexes.some(({ name }) => name === declared.name),
  );
  return fails(elsewhere ? `it is an index on ${objectText(elsewhere)}` : 'there is no such index');
}

function compare(declared: IndexDefinition, actual: Index, sql: SqlParser | undefined): Judgement {
  const comparison = new Comparison();
  comparison.expect(declared.unique, actual.unique, (is) =>
    is ? 'it is unique' : 'it is not unique',
  );
  comparison.expect(declared.method, actual.method, (is) => `its method is ${is}`);
  compareKeys(declared.keys, actual, sql, comparison);
  if (declared.include && !sameList(declared.include, actual.include))
    comparison.differs(`it includes (${actual.include.join(', ')})`);
  comparePredicates(declared, actual, sql, comparison);
  comparison.expect(declared.nullsNotDistinct, actual.nullsNotDistinct, (is) =>
    is ? 'it has NULLS NOT DISTINCT' : 'it lacks NULLS NOT DISTINCT',
  );
  if (!actual.valid) comparison.differs('it is INVALID');
  return comparison.judgement;
}

function compareKeys(
  declared: readonly IndexKey[] | undefined,
  actual: Index,
  sql: SqlParser | undefined,
  comparison: Comparison,
): void {
  if (!declared) {
    comparison.doubts(`it is on (${actual.keys.join(', ')}); its keys are only known at run time`);
    return;
  }
  const keys = keysOf(actual, sql);
  const is = `it is on (${actual.keys.join(', ')})`;
  if (keys.length !== declared.length) {
    comparison.differs(is);
    return;
  }
  declared.forEach((key, index) => {
    const other = keys[index] ?? {};
    if ((key.column === undefined) !== (other.column === undefined)) {
      comparison.differs(is);
    } else if (key.column !== undefined) {
      if (key.column !== other.column) comparison.differs(is);
    } else {
      const [left, right] = [key.expression?.sql, other.expression?.sql];
      const likeness =
        left === undefined || right === undefined ? 'unsure' : compareExpressions(left, right, sql);
      if (likeness === 'different') comparison.differs(is);
      if (likeness === 'unsure') comparison.doubts(`${is}, which cannot be compared`);
    }
    if (sql && (key.descending ?? false) !== (other.descending ?? false))
      comparison.differs(`${key.column ?? 'a key'} is ${other.descending ? '' : 'not '}descending`);
    if (sql && key.operatorClass !== undefined && key.operatorClass !== other.operatorClass)
      comparison.doubts(`its operator class is ${other.operatorClass ?? 'the default one'}`);
  });
}

/** The keys as the parser reads the index's own definition; without it by their names alone. */
function keysOf(actual: Index, sql: SqlParser | undefined): readonly IndexKey[] {
  const parsed = sql?.parse(actual.definition);
  const [statement] = parsed?.ok ? parsed.statements : [];
  const [effect] = statement ? statementToEffects(statement.node, actual.definition) : [];
  if (effect?.kind === 'create_index' && effect.index.keys) return effect.index.keys;
  return actual.keys.map((key) =>
    /^[\w$]+$/.test(key) ? { column: key } : { expression: { sql: key } },
  );
}

function comparePredicates(
  { predicate }: IndexDefinition,
  actual: Index,
  sql: SqlParser | undefined,
  comparison: Comparison,
): void {
  if (!predicate) {
    if (actual.predicate !== undefined)
      comparison.differs(`it is partial: WHERE ${actual.predicate}`);
  } else if (actual.predicate === undefined) {
    comparison.differs('it is not partial: it has no WHERE');
  } else {
    const likeness =
      predicate.sql === undefined
        ? 'unsure'
        : compareExpressions(predicate.sql, actual.predicate, sql);
    const is = `its WHERE is ${actual.predicate}`;
    if (likeness === 'different') comparison.differs(is);
    if (likeness === 'unsure') comparison.doubts(`${is}, which cannot be compared`);
  }
}
