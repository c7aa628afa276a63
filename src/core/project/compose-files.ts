/** Compose's own names, in the order in which compose looks for them. */
const standard = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
] as const;
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;
const variant = /^(?:docker-)?compose[.-](?!override\.)(.+)\.ya?ml$/;
/** Which variant a developer most likely runs; others come after these. */
const preferred = ['dev', 'development', 'local'];

/** A set of files that belong together. */
export interface ComposeFileSet {
  /** Names or paths relative to the directory, in `-f` order. */
  readonly names: readonly string[];
  /** Whether `docker compose` takes this set without `-f`. */
  readonly isDefault: boolean;
}

/**
 * The sets of compose files that a directory offers, most likely first: what `COMPOSE_FILE` of its
 * `.env` names, else compose's default names with their override, then variants such as
 * `docker-compose.dev.yml`, on top of the default file and alone.
 */
export function composeFileSets(
  names: readonly string[],
  dotEnv: Readonly<Record<string, string>> = {},
): ComposeFileSet[] {
  const named = dotEnv['COMPOSE_FILE'];
  const base = standard.find((name) => names.includes(name));
  const override = overrides.find((name) => names.includes(name));
  const sets: ComposeFileSet[] = [];
  if (named) {
    const separator = dotEnv['COMPOSE_PATH_SEPARATOR'] ?? (named.includes(';') ? ';' : ':');
    sets.push({ names: named.split(separator).filter(Boolean), isDefault: true });
  } else if (base !== undefined) {
    sets.push({ names: override === undefined ? [base] : [base, override], isDefault: true });
  }
  for (const name of names.filter((it) => variant.test(it)).sort(byPreference)) {
    if (base !== undefined) sets.push({ names: [base, name], isDefault: false });
    sets.push({ names: [name], isDefault: false });
  }
  return sets;
}

function byPreference(a: string, b: string): number {
  const rank = (name: string) => {
    const at = preferred.indexOf(variant.exec(name)?.[1] ?? '');
    return at < 0 ? preferred.length : at;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
