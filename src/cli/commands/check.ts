import { check as checkProject, type CheckOptions, type CheckResult } from '../../actions/check.js';
import { checkSql } from '../../actions/check-sql.js';
import { fixSafely } from '../../actions/fix-safely.js';
import { presets } from '../../core/rules/configuration.js';
import { checkFormats, printChecked, type Checked } from '../check-output.js';
import { checkOptions, failOnOf, levels } from '../check-options.js';
import type { Command, Invocation } from '../command.js';
import { findProjects, projectJson, projectOptions } from '../projects.js';

export const check: Command = {
  name: 'check',
  summary: 'Checks migrations against the rules, without running anything.',
  positionals: [],
  formats: checkFormats,
  options: {
    ...projectOptions,
    all: { type: 'boolean', help: 'Check every revision after the baseline' },
    since: {
      type: 'string',
      value: 'REF',
      help: 'Check what differs from where this branch left REF (default: the main branch)',
    },
    rule: { type: 'string', value: 'ID,…', help: 'Run only these rules' },
    preset: { type: 'string', value: presets.join('|'), help: 'Instead of the configured preset' },
    postgres: { type: 'string', value: 'MAJOR', help: 'Version of PostgreSQL, 10 to 18' },
    fix: { type: 'boolean', help: 'Apply all safe fixes, then check again' },
    'fail-on': {
      type: 'string',
      value: 'error|warning|info|hint|never',
      help: 'The severity from which on the exit code is 1 (default: error)',
    },
    'stdin-sql': { type: 'boolean', help: 'Check SQL from standard input, as one transaction' },
    autocommit: { type: 'boolean', help: 'With --stdin-sql: each statement by itself' },
  },
  async run(invocation) {
    const options = checkOptions(invocation);
    const failOn = failOnOf(invocation);
    const checked = invocation.flag('stdin-sql')
      ? await checkInput(invocation, options)
      : await checkProjects(invocation, options);
    const findings = checked.flatMap((one) => one.findings);
    return findings.some(({ severity }) => levels.indexOf(severity) <= failOn) ? 1 : 0;
  },
};

async function checkInput(
  invocation: Invocation,
  options: CheckOptions,
): Promise<readonly Checked[]> {
  const { output, flag } = invocation;
  const autocommit = flag('autocommit');
  const text = (await output.input()).replace(/^\uFEFF/, '');
  const result = await checkSql(text, { ...options, autocommit });
  printChecked(invocation, [result], []);
  const { statements } = result.coverage;
  const how = autocommit ? 'each by itself' : 'as one transaction';
  output.note(
    `Checked ${counted(statements, 'statement')} (${how}) for PostgreSQL ${result.configuration.postgres}${read(result)}.`,
  );
  output.note(counts(result));
  return [result];
}

async function checkProjects(
  invocation: Invocation,
  options: CheckOptions,
): Promise<readonly Checked[]> {
  const { directory, output, flag } = invocation;
  let fixed = 0;
  const results: CheckResult[] = [];
  const selected: object[] = [];
  for (const project of await findProjects(invocation)) {
    const mended = flag('fix') ? await fixSafely(project, options) : undefined;
    fixed += mended?.applied ?? 0;
    const loaded = mended?.loaded ?? project;
    const result = await checkProject(loaded, options);
    const { by, reason, revisions } = result.selection;
    results.push(result);
    selected.push({ ...projectJson(loaded, directory), by, reason, revisions });
  }
  if (flag('fix')) output.note(`${counted(fixed, 'safe fix', 'safe fixes')} applied.`);
  printChecked(invocation, results, selected);
  for (const result of results) {
    if (result.selection.unknown !== undefined) output.note(unknownBase(result.selection.unknown));
    output.note(`${summary(result)}\n${counts(result)}`);
  }
  return results;
}

const unknownBase = (why: string) =>
  `What this branch changes is not known, so everything is checked: ${why}. In CI, fetch the whole history and name the branch: --since origin/main.`;

/** What was checked and how much of it was read; on standard error, below the findings. */
function summary(result: CheckResult): string {
  const { selection, coverage, configuration } = result;
  if (selection.revisions.length === 0)
    return `Nothing is selected (${selection.reason}); --all checks every revision.`;
  const { revisions, operations, understood } = coverage;
  return `Checked ${counted(revisions, 'revision')} (${selection.reason}) for PostgreSQL ${configuration.postgres}: ${understood} of ${operations} operations understood${read(result)}.`;
}

function read({ coverage: { unanalyzable } }: Checked): string {
  const { length } = unanalyzable;
  return length === 0 ? '' : `, ${counted(length, 'place')} could not be read`;
}

function counts({ findings }: Checked): string {
  const found = levels.flatMap((level) => {
    const count = findings.filter(({ severity }) => severity === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  return found.length === 0 ? 'No findings.' : `Findings: ${found.join(', ')}.`;
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
