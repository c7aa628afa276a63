import type { Constraint, ForeignKeyConstraint } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import { compareExpressions } from '../../sql/compare-expressions.js';
import type { Fact } from '../expectation.js';
import { findTable } from '../find.js';
import type { Schema, Table, TableConstraint } from '../schema.js';
import {
  cannotTell,
  Comparison,
  type Evidence,
  fails,
  holds,
  type Judgement,
  sameList,
} from './judgement.js';

type ConstraintFact = Fact & { readonly kind: 'constraint' };

export function judgeConstraint(fact: ConstraintFact, evidence: Evidence): Judgement {
  const { constraint } = fact;
  const table = findTable(evidence.schema, fact.table);
  if (!table) return fact.present ? fails(`there is no table ${objectText(fact.table)}`) : holds();
  if (constraint.type === 'not_null') return judgeNotNull(constraint.columns, table);
  const candidates = table.constraints.filter(({ type }) => type === constraint.type);
  const named = candidates.filter(({ name }) => isNamed(constraint, name));
  if (!fact.present) {
    const [found] = constraint.name === undefined ? [] : named;
    return found ? fails(`it is still there: ${found.definition}`) : holds();
  }
  const judged = (constraint.name === undefined ? candidates : named).map((candidate) =>
    compare(constraint, candidate, evidence),
  );
  const best =
    judged.find(({ state }) => state === 'holds') ??
    judged.find(({ state }) => state === 'cannot tell') ??
    judged[0];
  if (best && (constraint.name !== undefined || best.state !== 'fails')) return best;
  return missing(constraint, table, evidence);
}

/** A check's name may be what a naming convention made of the one in the migration. */
function isNamed(constraint: Constraint, name: string): boolean {
  if (constraint.name === undefined) return true;
  if (constraint.type === 'check' && name.endsWith(`_${constraint.name}`)) return true;
  return name === constraint.name;
}

function judgeNotNull(columns: readonly string[], table: Table): Judgement {
  const nullable = table.columns.find(({ name, nullable: is }) => is && columns.includes(name));
  return nullable ? fails(`${nullable.name} is NULL`) : holds();
}

/** Says what is there in its place. */
function missing(constraint: Constraint, table: Table, evidence: Evidence): Judgement {
  const index = table.indexes.find(({ name }) => name === constraint.name);
  if (index) return fails(`there is only an index of that name: ${index.definition}`);
  const same = table.constraints.find(
    (candidate) =>
      candidate.type === constraint.type &&
      compare(constraint, candidate, evidence).state === 'holds',
  );
  if (same) return fails(`it is there under the name ${same.name}`);
  const near = table.constraints.filter(
    ({ type, columns }) =>
      type === constraint.type &&
      'columns' in constraint &&
      constraint.columns !== undefined &&
      sameList(columns, constraint.columns),
  );
  const other = table.constraints.find(({ name }) => name === constraint.name) ?? near[0];
  return fails(
    other ? `there is ${other.name} ${other.definition}` : 'there is no such constraint',
  );
}

function compare(constraint: Constraint, actual: TableConstraint, evidence: Evidence): Judgement {
  const comparison = new Comparison();
  const is = () => `it is ${actual.definition}`;
  if ('columns' in constraint && constraint.columns)
    if (!sameList(constraint.columns, actual.columns)) comparison.differs(is());
  if (constraint.type === 'foreign_key')
    compareKey(constraint, actual, evidence.schema, comparison);
  comparison.expect(constraint.deferrable, actual.deferrable, is);
  comparison.expect(constraint.initiallyDeferred, actual.initiallyDeferred, is);
  if (!constraint.notValid && !actual.valid) comparison.differs('it is NOT VALID');
  if (constraint.type === 'check') {
    const declared = constraint.expression.sql;
    const stored = actual.expression ?? '';
    const likeness =
      declared === undefined ? 'unsure' : compareExpressions(declared, stored, evidence.sql);
    if (likeness === 'different') comparison.differs(is());
    if (likeness === 'unsure') comparison.doubts(`${is()}, which cannot be compared`);
  }
  if (constraint.type === 'exclude' && constraint.name === undefined)
    return cannotTell(`there is ${actual.definition}`);
  return comparison.judgement;
}

function compareKey(
  constraint: ForeignKeyConstraint,
  actual: TableConstraint,
  schema: Schema,
  comparison: Comparison,
): void {
  const target = actual.references;
  if (!target) return;
  const declared = constraint.references && findTable(schema, constraint.references);
  if (
    constraint.references &&
    (declared?.schema !== target.schema || declared.name !== target.name)
  )
    comparison.differs(`it refers to ${objectText(target)}`);
  const columns = constraint.referencedColumns;
  if (columns && !sameList(columns, target.columns))
    comparison.differs(`it refers to ${objectText(target)} (${target.columns.join(', ')})`);
  comparison.expect(constraint.onDelete, target.onDelete, (is) => `it has ON DELETE ${is}`);
  comparison.expect(constraint.onUpdate, target.onUpdate, (is) => `it has ON UPDATE ${is}`);
}
