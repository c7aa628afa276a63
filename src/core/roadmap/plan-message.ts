import { readDescription } from './read-description.js';

/** A message for the migration of a plan, short enough for the name of a file. */
export function planMessage(description: string): string {
  const change = readDescription(description);
  const bare = description.replaceAll(/[`*_]{1,2}(?=\S)|(?<=\S)[`*]{1,2}/gu, '').trim();
  switch (change?.kind) {
    case 'enum-values':
      return `Add ${list(change.values)} to ${change.type ?? change.about ?? 'enum'}`;
    case 'columns':
      return `Add ${list(change.columns)} to ${change.table}`;
    case 'rename-keys':
      return `Rename ${change.about === '' ? 'settings' : change.about} keys`;
    case undefined:
      return bare;
  }
}

/** Names; what they have in common where they are many, e.g. `a, b` or `material_assignments`. */
function list(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return first;
  const words = (name: string) => name.split('_');
  const shared = words(first).filter((word) =>
    others.every((other) =>
      words(other).some((one) => one.replace(/s$/u, '') === word.replace(/s$/u, '')),
    ),
  );
  if (names.length < 3 && names.join().length <= 40) return names.join(' and ');
  return shared.length > 0 ? `${shared.join('_')} columns` : `${first} and ${others.length} more`;
}
