import type { SqlParser } from '../sql/sql-parser.js';
import type { Answer, Expectation, Verdict } from './expectation.js';
import { judgeColumn } from './judge/columns.js';
import { judgeConstraint } from './judge/constraints.js';
import { judgeIndex } from './judge/indexes.js';
import { cannotTell, type Evidence, type Judgement } from './judge/judgement.js';
import * as others from './judge/others.js';
import type { Question } from './questions.js';
import type { Schema } from './schema.js';
import { wordsOf } from './words.js';

/** What a database is held against expectations with. */
export interface JudgeOptions {
  /** Reads expressions: without it fewer can be compared. */
  readonly sql?: SqlParser | undefined;
  /** What `questionsOf` asked, and the answers in the same order. */
  readonly questions?: readonly Question[];
  readonly answers?: readonly Answer[];
}

/**
 * Holds expectations against a database, one verdict each, in their order. `fails` is only said
 * where the difference is certain; everything doubtful is `cannot tell`.
 */
export function judge(
  expectations: readonly Expectation[],
  schema: Schema,
  { sql, questions = [], answers = [] }: JudgeOptions = {},
): Verdict[] {
  return expectations.map((expectation) => {
    const { change, supersededBy } = expectation;
    const about = {
      expectation: wordsOf(expectation),
      line: change.source.operation.line,
      range: change.source.range,
      change,
    };
    if (supersededBy !== undefined)
      return { state: 'superseded', detail: `by ${supersededBy}`, ...about };
    const index = questions.findIndex((question) => question.expectation === expectation);
    const answer = index < 0 ? undefined : answers[index];
    return { ...soften(expectation, decide(expectation, { schema, sql, answer })), ...about };
  });
}

/** A difference proves nothing where the change may not have run, or another had a hand in it. */
function soften(expectation: Expectation, judgement: Judgement): Judgement {
  if (judgement.state !== 'fails') return judgement;
  const { change, clouded, leftover } = expectation;
  const why =
    clouded ??
    (change.conditional ? 'the operation may not have run: it stands in a condition' : undefined) ??
    (change.dynamic ? 'some of it is only known at run time' : undefined);
  if (why !== undefined) return cannotTell(`${judgement.detail}; ${why}`);
  return leftover
    ? { ...judgement, detail: `${judgement.detail}; downgrade() leaves it` }
    : judgement;
}

function decide(fact: Expectation, evidence: Evidence): Judgement {
  switch (fact.kind) {
    case 'table':
      return others.judgeTable(fact, evidence);
    case 'column':
      return judgeColumn(fact, evidence);
    case 'constraint':
      return judgeConstraint(fact, evidence);
    case 'dropped constraint':
      return others.judgeDroppedConstraint(fact, evidence);
    case 'index':
      return judgeIndex(fact.index, evidence);
    case 'dropped index':
      return others.judgeDroppedIndex(fact, evidence);
    case 'enum':
      return others.judgeEnum(fact, evidence);
    case 'label':
      return others.judgeLabel(fact, evidence);
    case 'object':
      return others.judgeObject(fact, evidence);
    case 'comment':
      return others.judgeComment(fact, evidence);
    case 'partition':
      return others.judgePartition(fact, evidence);
    case 'rows':
      return others.judgeRows(fact, evidence);
    case 'untold':
      return cannotTell(fact.reason);
  }
}
