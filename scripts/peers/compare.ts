import { hazards, type Hazard } from './hazards.js';
import type { PeerStatement } from './statements.js';
import type { Truth } from './truth.js';

/** One statement, what it did, and what a tool says of it. */
export interface Judged {
  readonly statement: PeerStatement;
  readonly truth: Truth;
  /** All rules that the tool named. */
  readonly rules: readonly string[];
  /** What these say will happen. */
  readonly hazards: readonly Hazard[];
}

/** Of a statement that fails nothing else can be measured, so nothing else is asked. */
export function disagreements({ truth, hazards: said }: Judged): readonly string[] {
  const asked = truth.hazards.includes('fails') ? (['fails'] as const) : hazards;
  return asked.flatMap((hazard) => {
    const [is, says] = [truth.hazards.includes(hazard), said.includes(hazard)];
    return is === says ? [] : [`${is ? 'misses' : 'wrongly says'} ${hazard}`];
  });
}

/** Per hazard: found, missed, wrongly said; and how many statements are answered right in all. */
export function figures(tool: string, judged: readonly Judged[]): string {
  const right = judged.filter((one) => disagreements(one).length === 0).length;
  const percent = ((100 * right) / judged.length).toFixed(1);
  const rows = hazards.map((hazard) => {
    const count = (text: string) =>
      judged.filter((one) => disagreements(one).includes(`${text} ${hazard}`)).length;
    const is = judged.filter(({ truth }) => truth.hazards.includes(hazard)).length;
    const missed = count('misses');
    return `${hazard} ${is - missed}/${is} found, ${count('wrongly says')} wrong`;
  });
  return `  ${tool}: ${right} of ${judged.length} right (${percent} %); ${rows.join('; ')}`;
}

/** Each disagreement: the statement, what the server did, what the tool says. */
export function listing(judged: readonly Judged[]): string {
  return judged
    .flatMap((one) => {
      const wrong = disagreements(one);
      if (wrong.length === 0) return [];
      const { sql, setup, autocommit } = one.statement;
      return [
        `    ${wrong.join(', ')}: ${sql.trim().replaceAll(/\s+/g, ' ')}${autocommit ? ' (autocommit)' : ''}${setup === undefined ? '' : ` after ${setup.trim().replaceAll(/\s+/g, ' ')}`}`,
        `      ${JSON.stringify(one.truth)} says ${one.rules.join(', ') || 'nothing'}`,
      ];
    })
    .join('\n');
}
