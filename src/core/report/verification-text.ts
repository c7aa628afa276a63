/** One verdict as a report shows it. */
export interface VerdictLine {
  readonly state: 'holds' | 'fails' | 'cannot tell' | 'superseded';
  readonly expectation: string;
  readonly detail: string;
  /** 1-based line in the migration file. */
  readonly line: number | undefined;
}

/** The sign of each verdict. */
export const verdictSigns: Readonly<Record<VerdictLine['state'], string>> = {
  holds: '✓',
  fails: '✗',
  'cannot tell': '?',
  superseded: '↷',
};

/** The verification of one revision as text: a title and a line per expectation. */
export function verificationText(title: string, rows: readonly VerdictLine[]): string {
  const lines = rows.map(({ state, expectation, detail, line }) => {
    const place = line === undefined ? '' : ` (line ${line})`;
    const why = detail === '' ? '' : `: ${detail}`;
    return `  ${verdictSigns[state]} ${state.padEnd(11)} ${expectation}${why}${place}`;
  });
  return [`${title}: ${sumText(rows)}`, ...lines].join('\n');
}

/** E.g. `4 hold, 1 fails, 2 cannot be told`. */
export function sumText(rows: readonly VerdictLine[]): string {
  const count = (state: VerdictLine['state']): number =>
    rows.filter((row) => row.state === state).length;
  const words: readonly (readonly [number, string, string])[] = [
    [count('holds'), 'holds', 'hold'],
    [count('fails'), 'fails', 'fail'],
    [count('cannot tell'), 'cannot be told', 'cannot be told'],
    [count('superseded'), 'superseded', 'superseded'],
  ];
  const parts = words.filter(([number]) => number > 0);
  return parts.map(([number, one, many]) => `${number} ${number === 1 ? one : many}`).join(', ');
}
