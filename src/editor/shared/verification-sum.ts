import type { VerdictState, Verification } from '../../actions/types.js';

/** How each verdict looks: a codicon, a theme colour and the mark at the end of a line. */
export const VERDICT_LOOKS: Readonly<
  Record<VerdictState, { readonly icon: string; readonly colour: string; readonly sign: string }>
> = {
  holds: { icon: 'pass', colour: 'alembicPilot.holdsForeground', sign: '✓' },
  fails: { icon: 'error', colour: 'alembicPilot.failsForeground', sign: '✗' },
  'cannot tell': { icon: 'question', colour: 'alembicPilot.cannotTellForeground', sign: '?' },
  superseded: { icon: 'history', colour: 'descriptionForeground', sign: '↷' },
};

const WORDS: readonly (readonly [VerdictState, (n: number) => string])[] = [
  ['fails', (n) => `${n} ${n === 1 ? 'fails' : 'fail'}`],
  ['cannot tell', (n) => `${n} cannot tell`],
  ['holds', (n) => `${n} ${n === 1 ? 'holds' : 'hold'}`],
  ['superseded', (n) => `${n} superseded`],
];

/** The sum of a verification in a few words, e.g. `Verified: 4 hold`, with a codicon. */
export function verificationSum(verification: Verification): {
  readonly icon: string;
  readonly text: string;
  readonly fails: boolean;
} {
  const counts = WORDS.map(([state, words]) => {
    const n = verification.rows.filter((row) => row.state === state).length;
    return { state, n, text: words(n) };
  }).filter(({ n }) => n > 0);
  const worst = counts[0]?.state ?? 'cannot tell';
  const fails = worst === 'fails';
  const verb = verification.expected === 'applied' ? 'Verified' : 'Verified undone';
  return {
    icon: VERDICT_LOOKS[worst].icon,
    text: `${fails ? 'Verification' : verb}: ${counts.map(({ text }) => text).join(', ') || 'nothing to check'}`,
    fails,
  };
}
