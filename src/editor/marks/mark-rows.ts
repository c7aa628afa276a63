import type { VerdictState, Verification } from '../../actions/types.js';
import { VERDICT_LOOKS } from '../shared/verification-sum.js';

/** The verdicts of one line of a migration file. */
export interface Mark {
  /** 1-based. */
  readonly line: number;
  readonly state: VerdictState;
  /** What stands behind the line, e.g. `✓ holds` or `✗ column is text`. */
  readonly text: string;
  /** One line for each expectation of this line. */
  readonly hover: readonly string[];
}

const WORST: readonly VerdictState[] = ['fails', 'cannot tell', 'superseded', 'holds'];

/** One mark for each line that has verdicts; the worst verdict of a line speaks for it. */
export function marks({ rows }: Verification): readonly Mark[] {
  const lines = [...new Set(rows.flatMap(({ line }) => line ?? []))];
  return lines.map((line) => {
    const here = rows.filter((row) => row.line === line);
    const state = WORST.find((verdict) => here.some((row) => row.state === verdict)) ?? 'holds';
    const { sign } = VERDICT_LOOKS[state];
    const worst = here.filter((row) => row.state === state);
    const detail = state === 'holds' ? '' : (worst[0]?.detail ?? '');
    const sum = here.length > 1 && state === 'holds' ? `${here.length} hold` : state;
    return {
      line,
      state,
      text: `${sign} ${[sum, detail].filter(Boolean).join(': ')}`,
      hover: here.map((row) =>
        [`${VERDICT_LOOKS[row.state].sign} ${row.expectation}`, row.detail]
          .filter(Boolean)
          .join(': '),
      ),
    };
  });
}
