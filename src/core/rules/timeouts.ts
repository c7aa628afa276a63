/** Rules that ask for a time limit before strong locks. */
import { execute } from '../changes/inverse/python.js';
import { objectText } from '../changes/object-text.js';
import type { Change } from '../changes/change.js';
import { lockedTables } from './held-locks.js';
import { rewriting, soleStatement } from './own-statement.js';
import type { ChangeSubject, RuleContext, RuleOn, Step } from './rule.js';
import { isSmall } from './small-table.js';
import { headOf } from './sql-places.js';
import { linesOf } from './statements.js';

interface TimeoutRule {
  readonly id: string;
  readonly title: string;
  readonly setting: 'lock_timeout' | 'statement_timeout';
  /** What a fix sets. */
  readonly value: string;
  /** Longer than this, in milliseconds, is as good as none. */
  readonly longest: number;
  /** What happens without it, as the end of a sentence. */
  readonly without: string;
}

/** A rule that speaks at the first statement of a transaction that takes a strong lock. */
export function timeoutRule(rule: TimeoutRule): RuleOn<'change'> {
  const { id, title, setting, value, without } = rule;
  return {
    id,
    title,
    category: 'locks',
    severity: 'off',
    upgradeOnly: true,
    on: 'change',
    *check(subject, context) {
      const { change, migration } = subject;
      const [locked] = waitedFor(subject, context);
      if (!locked || context.env.timeouts.includes(setting)) return;
      const state = stateAt(subject, rule, context);
      if (state === 'set') return;
      for (const { step, migration: own } of context.transactions.before(subject))
        if (own === migration && waitedFor(step, context).length > 0) return;
      const local = change.autocommit ? '' : 'LOCAL ';
      const setIt = execute(`SET ${local}${setting} = '${value}'`);
      const statement = soleStatement(migration, change);
      yield {
        at: headOf(migration, change),
        message: `${reasons[state].replace('SETTING', setting)} here, where ${objectText(locked.relation)} is locked: ${without}.`,
        help: `Run ${setIt} before it, ${local === '' ? 'which holds to the end of the session' : 'which ends with the transaction: an autocommit_block() ends it too'}.`,
        fixes: rewriting(
          `Set ${setting} before it`,
          migration,
          statement,
          statement && [setIt, ...linesOf(statement)],
        ),
      };
    },
  };
}

const reasons = {
  unset: 'No SETTING is set',
  zero: 'SETTING is 0, which means none,',
  long: 'SETTING is too long',
} as const;

const waitedFor = (step: Pick<Step, 'effects'>, context: RuleContext) =>
  lockedTables(step).filter(({ relation }) => !isSmall(relation, context));

/** What the nearest SET before a step leaves in force; SET LOCAL only in the step's transaction. */
function stateAt(
  subject: ChangeSubject,
  rule: TimeoutRule,
  { transactions }: RuleContext,
): 'set' | keyof typeof reasons {
  const together = new Set([...transactions.before(subject)].map(({ step }) => step.change));
  const at = subject.steps.findIndex(({ change }) => change === subject.change);
  const changes = subject.steps.slice(0, at).map(({ change }) => change);
  let own = subject.direction === 'upgrade' ? transactions.previous(subject.migration) : undefined;
  for (; own; own = transactions.previous(own))
    changes.unshift(...own.upgrade.map(({ change }) => change));
  for (const change of changes.reverse()) {
    if (mayTouch(change, rule.setting)) return 'set';
    if (change.kind !== 'set' || change.name.toLowerCase() !== rule.setting) continue;
    if (change.local && (change.autocommit || !together.has(change))) continue;
    if (change.conditional) return 'set';
    return stateOf(change.value, rule.longest);
  }
  return 'unset';
}

/** `SELECT set_config('lock_timeout', …)`, and what is not read. */
const mayTouch = ({ kind, source }: Change, setting: string) =>
  (kind === 'other' || kind === 'unknown') && (source.sql ?? '').includes(setting);

const units: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A value such as `4s`, `500`, `1min`; undefined: RESET or DEFAULT. */
function stateOf(value: string | undefined, longest: number): 'set' | keyof typeof reasons {
  if (value === undefined || /^default$/i.test(value)) return 'unset';
  const [, number, unit = 'ms'] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*$/i.exec(value) ?? [];
  const factor = units[unit.toLowerCase()];
  if (number === undefined || factor === undefined) return 'set';
  const time = Number(number) * factor;
  if (time === 0) return 'zero';
  return time > longest ? 'long' : 'set';
}
