import type { RunResult } from '../../actions/types.js';
import { count, failureText, listNames } from '../shared/names.js';
import { verificationSum } from '../shared/verification-sum.js';

/** What the notification after a run says. */
export interface ResultText {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** The sum of a run in one or two sentences; what is true now is said, not what was intended. */
export function resultText(result: RunResult): ResultText | undefined {
  const { failure } = result;
  const why = failure === undefined ? '' : failureText(failure);
  const sentences = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ');
  switch (result.outcome) {
    case 'refused':
      return undefined;
    case 'nothing to do':
      return { severity: 'info', text: sentences('Nothing to do.', standing(result)) };
    case 'done':
      return verified(result);
    case 'cancelled':
      return { severity: 'warning', text: sentences('Cancelled.', ran(result), standing(result)) };
    case 'failed':
      return { severity: 'error', text: sentences(why, ran(result), standing(result)) };
    case 'lost':
      return {
        severity: 'error',
        text: sentences(why, 'Whether the run went on is not known: connect again to see.'),
      };
  }
}

function verified(result: RunResult): ResultText {
  const sums = result.verifications.map(verificationSum);
  const fails = sums.some((sum) => sum.fails);
  const rows = result.verifications.flatMap((verification) => verification.rows);
  const expected = result.plan?.direction === 'downgrade' ? 'undone' : 'applied';
  const all = { revision: '', file: '', expected, rows } as const;
  const sum = rows.length === 0 ? '' : `${verificationSum(all).text}.`;
  return {
    severity: fails ? 'warning' : 'info',
    text: [done(result), sum].filter(Boolean).join(' '),
  };
}

function done(result: RunResult): string {
  const { plan, ran: names } = result;
  if (plan?.direction === 'stamp') return `Stamped. ${standing(result)}`;
  return `${plan?.direction === 'downgrade' ? 'Rolled back' : 'Applied'} ${listNames(names)}.`;
}

function ran({ ran: names, plan }: RunResult): string {
  const total = plan?.revisions.length ?? 0;
  if (total < 2) return '';
  return names.length === 0
    ? 'No revision was run.'
    : `${count(names.length, 'revision')} of ${total} ran.`;
}

function standing({ state }: RunResult): string {
  if (state === undefined) return 'The database could not be asked afterwards.';
  return state.current.length === 0
    ? 'No revision is applied.'
    : `The database is at ${listNames(state.current)}.`;
}
