import type { ColumnType } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import { compareExpressions, type Likeness } from '../../sql/compare-expressions.js';
import type { ColumnFact } from '../expectation.js';
import { findTable } from '../find.js';
import type { Column, Schema } from '../schema.js';
import { Comparison, type Evidence, fails, holds, type Judgement } from './judgement.js';

export function judgeColumn(fact: ColumnFact, evidence: Evidence): Judgement {
  const table = findTable(evidence.schema, fact.table);
  if (!table) return fact.present ? fails(`there is no table ${objectText(fact.table)}`) : holds();
  const column = table.columns.find(({ name }) => name === fact.column);
  if (!fact.present)
    return column ? fails(`it is still there: ${describeColumn(column)}`) : holds();
  if (!column) return fails('there is no such column');
  const comparison = new Comparison();
  compareType(fact.type, column, evidence.schema, comparison);
  comparison.expect(fact.nullable, column.nullable, (is) => (is ? 'it is NULL' : 'it is NOT NULL'));
  compareDefault(fact, column, evidence, comparison);
  if (fact.identity !== undefined)
    comparison.expect(fact.identity, column.identity ?? 'none', (is) =>
      is === 'none' ? 'it is no identity' : `its identity is ${is}`,
    );
  compareGenerated(fact, column, evidence, comparison);
  return comparison.judgement;
}

export function describeColumn({ type, nullable, default: initial }: Column): string {
  const ending = initial === undefined ? '' : ` DEFAULT ${initial}`;
  return `${type}${nullable ? '' : ' NOT NULL'}${ending}`;
}

function compareType(
  declared: ColumnType | undefined,
  column: Column,
  schema: Schema,
  comparison: Comparison,
): void {
  if (!declared) return;
  if (declared.name === undefined)
    comparison.doubts(`it is ${column.type}; ${declared.reason ?? 'its type is not known'}`);
  else if (!sameType(declared.name, column.type, schema))
    comparison.differs(`its type is ${column.type}`);
  const initial = column.default ?? '';
  if (declared.serial && !column.identity && !initial.startsWith('nextval('))
    comparison.differs(initial === '' ? 'it has no sequence' : `its default is ${initial}`);
}

/** `public.mood` and `mood` are one type where `public` is on the search path. */
function sameType(declared: string, actual: string, { searchPath }: Schema): boolean {
  const bare = (type: string) => {
    const parts = type.replaceAll('"', '').split('.');
    return parts.length === 2 && searchPath.includes(parts[0] ?? '') ? parts[1] : parts.join('.');
  };
  return bare(declared) === bare(actual);
}

function compareDefault(
  fact: ColumnFact,
  column: Column,
  { sql }: Evidence,
  comparison: Comparison,
): void {
  if (!fact.default) return;
  const { expression } = fact.default;
  const actual = column.default;
  if (!expression) {
    if (actual !== undefined) comparison.differs(`its default is ${actual}`);
  } else if (actual === undefined) {
    if (expression.sql?.toUpperCase() !== 'NULL') comparison.differs('it has no default');
  } else if (expression.sql === undefined) {
    comparison.doubts(`its default is ${actual}; which one was meant is only known at run time`);
  } else {
    const likeness =
      column.type === 'boolean'
        ? compareBooleans(expression.sql, actual)
        : compareExpressions(expression.sql, actual, sql);
    if (likeness === 'different') comparison.differs(`its default is ${actual}`);
    if (likeness === 'unsure')
      comparison.doubts(`its default is ${actual}, which cannot be compared`);
  }
}

/** `'1'`, `'t'` and `true` are one default of a boolean column. */
function compareBooleans(declared: string, actual: string): Likeness {
  const truth = (text: string) => {
    const word = text
      .replace(/::\w+$/, '')
      .replaceAll("'", '')
      .trim()
      .toLowerCase();
    if (/^(t|tr|tru|true|y|ye|yes|on|1)$/.test(word)) return true;
    return /^(f|fa|fal|fals|false|n|no|of|off|0)$/.test(word) ? false : undefined;
  };
  const [left, right] = [truth(declared), truth(actual)];
  if (left === undefined || right === undefined) return 'unsure';
  return left === right ? 'same' : 'different';
}

function compareGenerated(
  { generated }: ColumnFact,
  column: Column,
  { sql }: Evidence,
  comparison: Comparison,
): void {
  if (generated === undefined) return;
  if (generated === 'none') {
    if (column.generated) comparison.differs('it is generated');
    return;
  }
  if (!column.generated) {
    comparison.differs('it is not generated');
    return;
  }
  comparison.expect(generated.stored, column.generated.stored, (is) =>
    is ? 'it is stored' : 'it is virtual',
  );
  const declared = generated.expression.sql;
  const stored = column.generated.expression;
  const likeness = declared === undefined ? 'unsure' : compareExpressions(declared, stored, sql);
  if (likeness === 'different') comparison.differs(`it is generated as ${stored}`);
  if (likeness === 'unsure')
    comparison.doubts(`it is generated as ${stored}, which cannot be compared`);
}
