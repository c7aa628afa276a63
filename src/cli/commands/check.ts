import { check as checkProject, type CheckOptions, type CheckResult } from '../../actions/check.js';
import { fixSafely } from '../../actions/fix-safely.js';
import { findingJson } from '../../core/report/findings-json.js';
import { findingText } from '../../core/report/findings-text.js';
import { allRules } from '../../core/rules/all-rules.js';
import { presets } from '../../core/rules/configuration.js';
import type { Severity } from '../../core/rules/finding.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import { UsageError, type Command, type Invocation } from '../command.js';
import { relativePath } from '../paths.js';
import { findProjects, projectJson, projectOptions } from '../projects.js';

const levels: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export const check: Command = {
  name: 'check',
  summary: 'Checks migrations against the rules, without running anything.',
  positionals: [],
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
  },
  async run(invocation) {
    const { directory, json, output, flag } = invocation;
    const options = optionsOf(invocation);
    const failOn = failOnOf(invocation);
    let fixed = 0;
    const results: { readonly loaded: LoadedProject; readonly result: CheckResult }[] = [];
    for (const project of await findProjects(invocation)) {
      const mended = flag('fix') ? await fixSafely(project, options) : undefined;
      fixed += mended?.applied ?? 0;
      const loaded = mended?.loaded ?? project;
      results.push({ loaded, result: await checkProject(loaded, options) });
    }
    if (flag('fix')) output.note(`${fixed} safe ${fixed === 1 ? 'fix' : 'fixes'} applied.`);
    const findings = results.flatMap(({ result }) =>
      result.findings.map((finding) => {
        const text = result.texts.get(finding.file) ?? '';
        const shown = findingJson(finding, text, (file) => relativePath(directory, file));
        return { shown, text };
      }),
    );
    if (json)
      output.json(
        checkJson(
          results,
          directory,
          findings.map(({ shown }) => shown),
        ),
      );
    else {
      for (const { shown, text } of findings) output.result(`${findingText(shown, text)}\n`);
      for (const { result } of results) output.note(summary(result));
    }
    const failing = findings.some(({ shown }) => levels.indexOf(shown.severity) <= failOn);
    return failing ? 1 : 0;
  },
};

function optionsOf({ directory, option, flag }: Invocation): CheckOptions {
  const only = option('rule')?.split(',');
  const unknown = only?.find((id) => !allRules.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw new UsageError(`There is no rule ${JSON.stringify(unknown)}; see alembic-pilot rules.`);
  const preset = presets.find((name) => name === option('preset'));
  if (option('preset') !== undefined && !preset)
    throw new UsageError(`--preset takes ${presets.join(', ')}.`);
  const postgres = option('postgres');
  const major = Number(postgres ?? 14);
  if (!Number.isInteger(major) || major < 10 || major > 18)
    throw new UsageError('--postgres takes a major version from 10 to 18.');
  if (flag('all') && option('since') !== undefined)
    throw new UsageError('Give --all or --since, not both.');
  return {
    root: directory,
    all: flag('all'),
    since: option('since'),
    only: only && new Set(only),
    preset,
    postgres: postgres === undefined ? undefined : major,
  };
}

/** The place in `levels` up to which a finding makes the check fail; -1: never. */
function failOnOf({ option }: Invocation): number {
  const given = option('fail-on') ?? 'error';
  const at = levels.findIndex((level) => level === given);
  if (at < 0 && given !== 'never')
    throw new UsageError(`--fail-on takes ${levels.join(', ')} or never.`);
  return at;
}

type Results = readonly { readonly loaded: LoadedProject; readonly result: CheckResult }[];

function checkJson(results: Results, directory: string, findings: readonly object[]) {
  const coverages = results.map(({ result }) => result.coverage);
  const sum = (key: 'revisions' | 'operations' | 'statements' | 'understood') =>
    coverages.reduce((total, coverage) => total + coverage[key], 0);
  return {
    version: 1,
    postgresVersion: results[0]?.result.configuration.postgres,
    selected: results.map(({ loaded, result: { selection } }) => ({
      ...projectJson(loaded, directory),
      ...selection,
    })),
    coverage: {
      revisions: sum('revisions'),
      operations: sum('operations'),
      statements: sum('statements'),
      understood: sum('understood'),
      unanalyzable: coverages.flatMap(({ unanalyzable }) =>
        unanalyzable.map(({ file, line, reason }) => ({
          file: relativePath(directory, file),
          line,
          reason,
        })),
      ),
    },
    findings,
  };
}

/** What was checked and how much of it was read; on standard error, below the findings. */
function summary({ findings, coverage, selection, configuration }: CheckResult): string {
  const counts = levels.flatMap((level) => {
    const count = findings.filter(({ severity }) => severity === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  const { revisions, operations, understood, unanalyzable } = coverage;
  const unread = unanalyzable.length;
  const checked =
    selection.revisions.length === 0
      ? `Nothing is selected (${selection.reason}); --all checks every revision.`
      : `Checked ${revisions} ${revisions === 1 ? 'revision' : 'revisions'} (${selection.reason}) for PostgreSQL ${configuration.postgres}: ${understood} of ${operations} operations understood${unread === 0 ? '' : `, ${unread} ${unread === 1 ? 'place' : 'places'} could not be read`}.`;
  return `${checked}\n${counts.length === 0 ? 'No findings.' : `Findings: ${counts.join(', ')}.`}`;
}
