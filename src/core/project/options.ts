import { delimiter, dirname } from 'node:path';
import type { ConfigurationProblem } from './alembic-project.js';
import type { IniFile } from './ini.js';
import { formatPercent, interpolate } from './interpolate.js';
import type { Interpolated } from './interpolate.js';
import { splitPaths } from './split-paths.js';
import type { PathList } from './split-paths.js';

/** A file that may configure Alembic; `options` is the table `[tool.alembic]`. */
export interface TomlSource {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly line: number;
}

export interface IniSource {
  readonly file: string;
  readonly ini: IniFile;
  readonly section: string;
}

/** What a configuration says, `%(…)s` filled in, paths as written. */
export interface AlembicOptions {
  readonly scriptLocation: string | undefined;
  readonly versionLocations: readonly string[] | undefined;
  readonly prependSysPath: readonly string[];
  readonly recursive: boolean;
  readonly sourceless: boolean;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads the options as Alembic 1.16 and later does: each from the ini's section (or `[DEFAULT]`),
 * else from `[tool.alembic]` of the pyproject.toml beside it.
 */
export function readOptions(
  iniSource: IniSource | undefined,
  toml: TomlSource | undefined,
): AlembicOptions {
  const problems: ConfigurationProblem[] = [];
  const ini = iniReader(iniSource, problems);
  const table = tomlReader(toml, problems);
  const text = (name: string): string | undefined => ini.text(name) ?? table.text(name);
  const flag = (name: string): boolean => {
    const value = ini.text(name);
    return value === undefined ? table.flag(name) : value === 'true';
  };
  const truncate = text('truncate_slug_length');
  if (truncate !== undefined && !/^\s*[+-]?\d+(_\d+)*\s*$/.test(truncate))
    problems.push({
      ...ini.place('truncate_slug_length'),
      message: `truncate_slug_length is "${truncate}", which is no number.`,
    });
  return {
    scriptLocation: text('script_location'),
    versionLocations: ini.list('version_locations') ?? table.list('version_locations'),
    prependSysPath: ini.list('prepend_sys_path') ?? table.list('prepend_sys_path') ?? [],
    recursive: flag('recursive_version_locations'),
    sourceless: flag('sourceless'),
    fileTemplate: text('file_template') ?? '%(rev)s_%(slug)s',
    truncateSlugLength: Number(truncate ?? 0) || 40,
    problems,
  };
}

interface Reader {
  text(name: string): string | undefined;
  list(name: PathList): readonly string[] | undefined;
  flag(name: string): boolean;
  place(name: string): { readonly file: string; readonly line: number };
}

function iniReader(source: IniSource | undefined, problems: ConfigurationProblem[]): Reader {
  const section = source?.ini.sections.get(source.section);
  const find = (name: string) => section && (section.get(name) ?? source?.ini.defaults.get(name));
  const here = dirname(source?.file ?? '').replaceAll('\\', '/');
  const place = (name: string) => ({ file: source?.file ?? '', line: find(name)?.line ?? 1 });
  const text = (name: string): string | undefined => {
    const option = find(name);
    if (!option) return undefined;
    const lookup = (key: string) => find(key)?.text ?? (key === 'here' ? here : undefined);
    return filled(name, interpolate(option.text, lookup), place(name), problems);
  };
  const list = (name: PathList): readonly string[] | undefined => {
    const value = text(name);
    // Alembic takes an empty value for none at all.
    if (!value) return undefined;
    const names = [
      'path_separator',
      ...(name === 'version_locations' ? ['version_path_separator'] : []),
    ];
    const named = names.find((key) => find(key) !== undefined);
    const separator = named === undefined ? undefined : text(named);
    const parts = splitPaths(value, name, separator, delimiter);
    if (!parts && named !== undefined)
      problems.push({
        ...place(named),
        message: `${named} is "${separator ?? ''}"; Alembic knows space, newline, os, : and ; only.`,
      });
    return parts ?? splitPaths(value, name, undefined, delimiter);
  };
  return { text, list, place, flag: () => false };
}

function tomlReader(source: TomlSource | undefined, problems: ConfigurationProblem[]): Reader {
  const place = () => ({ file: source?.file ?? '', line: source?.line ?? 1 });
  const here = dirname(source?.file ?? '').replaceAll('\\', '/');
  const format = (name: string, text: string): string | undefined =>
    filled(name, formatPercent(text, { here }), place(), problems);
  const wrong = (name: string, wanted: string): void => {
    problems.push({ ...place(), message: `${name} in [tool.alembic] has to be ${wanted}.` });
  };
  const text = (name: string): string | undefined => {
    const value = source?.options[name];
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return format(name, value);
    if (value !== undefined) wrong(name, 'a string');
    return undefined;
  };
  const list = (name: PathList): readonly string[] | undefined => {
    const value = source?.options[name];
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      wrong(name, 'a list of strings');
      return undefined;
    }
    return value.flatMap((item: unknown) =>
      typeof item === 'string' ? (format(name, item) ?? []) : [],
    );
  };
  const flag = (name: string): boolean => {
    const value = source?.options[name] ?? false;
    if (typeof value === 'boolean') return value;
    wrong(name, 'true or false');
    return false;
  };
  return { text, list, flag, place };
}

function filled(
  name: string,
  result: Interpolated,
  place: { readonly file: string; readonly line: number },
  problems: ConfigurationProblem[],
): string | undefined {
  if ('value' in result) return result.value;
  problems.push({ ...place, message: `${name} cannot be read: ${result.problem}.` });
  return undefined;
}
