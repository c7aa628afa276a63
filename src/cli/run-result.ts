import type { RunPlan, RunResult, Verification } from '../actions/types.js';
import { commandLine } from '../core/alembic/command-line.js';
import { verificationText } from '../core/report/verification-text.js';
import { relativePath } from './paths.js';

type Ended = RunResult | { readonly planned: RunPlan };

/** The JSON of `upgrade` and `downgrade` (docs/schemas/run.schema.json). */
export function runJson(
  ended: Ended,
  direction: RunPlan['direction'],
  directory: string,
): Readonly<Record<string, unknown>> {
  const plan = 'planned' in ended ? ended.planned : ended.plan;
  const result = 'planned' in ended ? undefined : ended;
  return {
    direction,
    outcome: result?.outcome ?? 'planned',
    ...(plan && { command: [plan.command.file, ...plan.command.args], database: plan.identity }),
    warnings: plan?.warnings ?? [],
    revisions: plan?.revisions ?? [],
    ran: result?.ran ?? [],
    current: result?.state?.current ?? null,
    ...(result?.failure && { failure: result.failure }),
    verifications: result?.verifications.map((one) => verificationJson(one, directory)) ?? [],
  };
}

/** One verification as JSON; the file relative to DIR. */
export function verificationJson(verification: Verification, directory: string): object {
  const { revision, file, expected, rows } = verification;
  return {
    revision,
    file: relativePath(directory, file),
    expected,
    rows: rows.map(({ state, expectation, detail, line }) => ({
      state,
      expectation,
      detail,
      ...(line !== undefined && { line }),
    })),
  };
}

/** How a run ended, as text. */
export function runText(ended: Ended): string {
  if ('planned' in ended) {
    const { command, revisions, warnings } = ended.planned;
    if (revisions.length === 0) return 'Nothing to do.';
    const lines = [`Would run ${revisions.join(', ')}:`, `  ${commandLine(command)}`];
    return [...lines, ...warnings.map((warning) => `  ! ${warning}`)].join('\n');
  }
  const { outcome, ran, failure, state, verifications } = ended;
  const current = state
    ? state.current.join(', ') || 'none'
    : 'unknown: the database did not answer';
  return [
    ...verifications.map((one) => verificationText(`${one.revision} ${one.expected}`, one.rows)),
    ...(failure ? [failure.title, failure.cause, failure.whatToDo] : []),
    `${outcome}${ran.length > 0 ? `: ${ran.join(', ')}` : ''}; current: ${current}`,
  ].join('\n');
}
