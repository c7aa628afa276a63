import type { FailedEvent, HelloEvent, StepEvent } from './bridge-protocol.js';
import { alembicRows } from './explanations/alembic.js';
import { databaseRows } from './explanations/database.js';
import type { Explanation, ExplanationRow } from './explanations/explanation.js';
import { migrationRows } from './explanations/migration.js';
import { pythonRows } from './explanations/python.js';
import { runnerRows } from './explanations/runner.js';
import { redact } from './redact.js';

export type { Explanation };

/** What is known of a run that did not end well; a result of the bridge has all of it. */
export interface FailureFacts {
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'lost';
  readonly failure: FailedEvent | undefined;
  readonly hello: HelloEvent | undefined;
  readonly unfinished: StepEvent | undefined;
  readonly startError:
    { readonly problem: string; readonly file: string; readonly message: string } | undefined;
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunnerFacts {
  readonly kind: 'local' | 'compose' | 'custom';
  readonly label: string;
}

/** First match wins: what is more special stands first. */
const rows = [...runnerRows, ...pythonRows, ...databaseRows, ...alembicRows, ...migrationRows];

/** Says what went wrong and what to do. Secrets are redacted. Never throws. */
export function explainFailure(facts: FailureFacts, runner: RunnerFacts): Explanation {
  const words = wordsOf(facts, runner);
  if (facts.outcome === 'lost') return fill(lost, words);
  for (const row of rows) {
    const groups = match(row, facts, runner);
    if (groups) return fill(row, { ...words, ...groups });
  }
  return fill(facts.failure ? unknownFailure : unknownEnd, words);
}

const lost: Explanation = {
  title: 'It is not known how the run ended',
  cause: 'The connection to {runner} was lost while Alembic was working.',
  whatToDo: 'Refresh: the database is asked which revisions are applied.',
};

const unknownFailure: Explanation = {
  title: '{type}: {message}',
  cause: 'It happened at {file}, line {line}.',
  whatToDo: 'The log has the whole traceback.',
};

const unknownEnd: Explanation = {
  title: 'Alembic did not run',
  cause: '{message}',
  whatToDo: 'The log has everything that {runner} printed.',
};

type Words = Readonly<Record<string, string | undefined>>;

function match(row: ExplanationRow, facts: FailureFacts, runner: RunnerFacts): Words | undefined {
  const { failure, startError } = facts;
  if (row.start !== startError?.problem) return undefined;
  if (row.runner && row.runner !== runner.kind) return undefined;
  if (row.types && !(failure && row.types.includes(failure.type))) return undefined;
  if (row.sqlstates && !row.sqlstates.includes(failure?.sqlstate ?? '')) return undefined;
  if (row.traceback && !row.traceback.test(failure?.traceback ?? '')) return undefined;
  if (!row.text) return {};
  const found = row.text.exec(failure ? failure.message : facts.stderr + facts.stdout);
  return found ? (found.groups ?? {}) : undefined;
}

function wordsOf(facts: FailureFacts, runner: RunnerFacts): Words {
  const { failure, hello, startError, unfinished } = facts;
  const printed = lastLines(facts.stderr) || lastLines(facts.stdout);
  return {
    message: failure?.message ?? startError?.message ?? printed,
    type: failure?.type,
    sqlstate: failure?.sqlstate,
    module: failure?.module,
    file: failure?.at?.file,
    line: failure?.at?.line.toString(),
    revision: unfinished?.revision,
    interpreter: hello?.executable ?? runner.label,
    runner: runner.label,
    program: startError?.file,
  };
}

/** Words that are not known are left out with the brackets around them. */
function fill(row: Explanation, words: Words): Explanation {
  const put = (text: string) =>
    redact(
      text
        .replace(/ \([^()]*\{(\w+)\}[^()]*\)/gu, (whole, name: string) =>
          words[name] ? whole : '',
        )
        .replace(/\{(\w+)\}/gu, (_, name: string) => words[name] ?? 'unknown'),
    ).trim();
  return { title: put(row.title), cause: put(row.cause), whatToDo: put(row.whatToDo) };
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join('\n');
}
