import { join, dirname } from 'node:path';
import type { CheckFacts } from '../../actions/check-facts.js';
import { configurationName } from '../../actions/configuration-file.js';
import type { DatabaseState } from '../../actions/types.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { changeBetween } from '../../core/python/parse.js';
import { setInConfiguration } from '../../core/rules/configuration-edit.js';
import type { FileEdit, Finding } from '../../core/rules/finding.js';

/** That the connected server is of another version than the rules assume, with a fix that says so. */
export function serverVersionFindings(
  { config }: AlembicProject,
  { configuration, configurationFile, texts }: CheckFacts,
  database: DatabaseState | undefined,
): readonly Finding[] {
  const major = Math.floor((database?.identity.serverVersion ?? 0) / 10_000);
  if (database === undefined || major < 10 || major === configuration.postgres) return [];
  const file = configurationFile ?? config;
  const text = texts.get(file) ?? '';
  const said = /^postgres:.*$/mu.exec(text);
  const range =
    configurationFile && said
      ? { from: said.index, to: said.index + said[0].trimEnd().length }
      : { from: 0, to: Math.max(0, text.search(/\r|\n|$/u)) };
  return [
    {
      rule: 'postgres-version',
      severity: 'info',
      file,
      range,
      revision: undefined,
      message: `Migrations are checked for PostgreSQL ${configuration.postgres}, but ${database.identity.database} on ${database.identity.host} is PostgreSQL ${major}.`,
      help: `Write \`postgres: ${major}\` into ${configurationName}, if production is of that version too.`,
      fixes: [
        {
          title: `Check for PostgreSQL ${major}`,
          safety: 'review',
          edits: [versionEdit(configurationFile, text, config, major)],
        },
      ],
      related: [],
    },
  ];
}

function versionEdit(
  file: string | undefined,
  text: string,
  config: string,
  major: number,
): FileEdit {
  if (file === undefined)
    return {
      kind: 'create',
      file: join(dirname(config), configurationName),
      text: setInConfiguration('', ['postgres'], major),
    };
  const after = setInConfiguration(text, ['postgres'], major);
  const { fromA, toA, fromB, toB } = changeBetween(text, after);
  return { kind: 'replace', file, range: { from: fromA, to: toA }, text: after.slice(fromB, toB) };
}
