import { basename, relative } from 'node:path';
import type { AlembicProject } from '../project/alembic-project.js';

/** What a user wants of Alembic. Revisions and targets are written as `alembic` takes them. */
export type AlembicIntent =
  | { readonly do: 'upgrade' | 'downgrade'; readonly target: string; readonly sql?: boolean }
  | { readonly do: 'stamp'; readonly targets: readonly string[]; readonly purge?: boolean }
  | { readonly do: 'current' | 'heads'; readonly verbose?: boolean }
  | { readonly do: 'history'; readonly range?: string; readonly verbose?: boolean }
  | { readonly do: 'check' }
  | {
      readonly do: 'merge';
      readonly revisions: readonly string[];
      readonly message?: string;
      readonly revId?: string;
    }
  | {
      readonly do: 'revision';
      readonly message: string;
      readonly autogenerate?: boolean;
      readonly revId?: string;
      readonly head?: string;
      readonly splice?: boolean;
      readonly branchLabel?: string;
      readonly versionPath?: string;
      readonly dependsOn?: readonly string[];
    };

/** The arguments of `alembic` for an intent, without those that name the configuration. */
export function alembicArgs(intent: AlembicIntent): readonly string[] {
  switch (intent.do) {
    case 'upgrade':
    case 'downgrade':
      return [intent.do, ...flag('--sql', intent.sql), ...positional(intent.target)];
    case 'stamp':
      return ['stamp', ...flag('--purge', intent.purge), ...positional(...intent.targets)];
    case 'current':
    case 'heads':
      return [intent.do, ...flag('--verbose', intent.verbose)];
    case 'history':
      return ['history', ...flag('--verbose', intent.verbose), ...option('-r', intent.range)];
    case 'check':
      return ['check'];
    case 'merge':
      return [
        'merge',
        ...option('-m', intent.message),
        ...option('--rev-id', intent.revId),
        ...positional(...intent.revisions),
      ];
    case 'revision':
      return [
        'revision',
        ...flag('--autogenerate', intent.autogenerate),
        ...option('-m', intent.message),
        ...option('--rev-id', intent.revId),
        ...option('--head', intent.head),
        ...flag('--splice', intent.splice),
        ...option('--branch-label', intent.branchLabel),
        ...option('--version-path', intent.versionPath),
        ...(intent.dependsOn ?? []).flatMap((revision) => option('--depends-on', revision)),
      ];
  }
}

/**
 * The arguments that name the project's configuration to an `alembic` started in its directory:
 * none where it is the one that Alembic looks for. Paths are relative, so they hold in a container.
 */
export function configurationArgs(project: AlembicProject): readonly string[] {
  const path = relative(project.directory, project.config).replaceAll('\\', '/');
  const usual = path === 'alembic.ini' || path === 'pyproject.toml';
  const named = project.kind === 'env' || usual ? [] : ['-c', path];
  return [...named, ...option('-n', project.section)];
}

/** What the project is called among others: its configuration, with the section if it has one. */
export function configurationName(project: AlembicProject): string {
  const name = basename(project.config);
  return project.section === undefined ? name : `${name} [${project.section}]`;
}

function flag(name: string, on: boolean | undefined): string[] {
  return on === true ? [name] : [];
}

/** A value that begins with a dash would be read as an option. */
function option(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  if (!value.startsWith('-')) return [name, value];
  return name.startsWith('--') ? [`${name}=${value}`] : [`${name}${value}`];
}

/** `-1` is a target and is read as one; anything else with a dash in front needs `--` before it. */
function positional(...values: string[]): string[] {
  const looksLikeOption = values.some((value) => /^-(?!\d+$)/u.test(value));
  return looksLikeOption ? ['--', ...values] : values;
}
