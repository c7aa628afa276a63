import type { CheckOptions } from '../actions/check.js';
import { allRules } from '../core/rules/all-rules.js';
import { presets } from '../core/rules/configuration.js';
import type { Severity } from '../core/rules/finding.js';
import { UsageError, type Invocation } from './command.js';

/** The worst first. */
export const levels: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** @throws UsageError where an option is wrong, or does not go with another */
export function checkOptions({ directory, option, flag }: Invocation): CheckOptions {
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
  const ofProjects = ['all', 'fix'].find((name) => flag(name)) ?? projectOnly.find(option);
  if (flag('stdin-sql') && ofProjects !== undefined)
    throw new UsageError(`--${ofProjects} speaks of migrations, --stdin-sql of standard input.`);
  if (flag('autocommit') && !flag('stdin-sql'))
    throw new UsageError('--autocommit goes with --stdin-sql.');
  return {
    root: directory,
    all: flag('all'),
    since: option('since'),
    only: only && new Set(only),
    preset,
    postgres: postgres === undefined ? undefined : major,
  };
}

const projectOnly = ['since', 'config', 'section'];

/** The place in `levels` up to which a finding makes the check fail; -1: never. */
export function failOnOf({ option }: Invocation): number {
  const given = option('fail-on') ?? 'error';
  const at = levels.findIndex((level) => level === given);
  if (at < 0 && given !== 'never')
    throw new UsageError(`--fail-on takes ${levels.join(', ')} or never.`);
  return at;
}
