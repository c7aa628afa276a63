const separators: Readonly<Record<string, string>> = {
  space: ' ',
  newline: '\n',
  ':': ':',
  ';': ';',
};

/** Lists of paths that Alembic keeps in one ini value. */
export type PathList = 'version_locations' | 'prepend_sys_path';

const legacy: Readonly<Record<PathList, RegExp>> = {
  version_locations: /, *|(?: +)/,
  prepend_sys_path: /, *|(?: +)|:/,
};

/**
 * Splits an ini value as Alembic does. `separator` is the value of `path_separator` (or of
 * `version_path_separator`, for version locations); undefined means the splitting of old, on spaces
 * and commas. Undefined is returned where Alembic raises: a separator that it does not know.
 */
export function splitPaths(
  value: string,
  list: PathList,
  separator: string | undefined,
  osSeparator: string,
): readonly string[] | undefined {
  if (separator === undefined) return value.split(legacy[list]);
  const character = separator === 'os' ? osSeparator : separators[separator];
  if (character === undefined) return undefined;
  return value
    .split(character)
    .filter((part) => part !== '')
    .map((part) => part.trim());
}
