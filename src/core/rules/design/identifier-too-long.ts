import type { Change } from '../../changes/change.js';
import { clipName, longestName } from '../../schema/replay/choose-name.js';
import type { Fix, RuleFinding } from '../finding.js';
import {
  kindText,
  nameLiterals,
  newNames,
  nameTokens,
  placeOfName,
  renameEverywhere,
  type NewName,
} from '../new-names.js';
import type { ChangeSubject, Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const identifierTooLong: RuleOn<'change'> = {
  id: 'identifier-too-long',
  title: 'A new name is longer than PostgreSQL stores',
  category: 'design',
  severity: 'error',
  on: 'change',
  *check(subject) {
    const { change, migration } = subject;
    for (const name of newNames(change)) yield* ofName(subject, name);
    for (const label of labelsOf(change)) {
      if (clipName(label) === label) continue;
      yield {
        at: headOf(migration, change),
        message: `The value '${label}' of an enum is longer than ${String(longestName)} bytes: PostgreSQL refuses it.`,
        help: 'Take a shorter value.',
      };
    }
  },
};

function labelsOf(change: Change): readonly string[] {
  if (change.kind === 'create_enum') return change.labels ?? [];
  if (change.kind === 'add_enum_value') return [change.value];
  return change.kind === 'rename_enum_value' ? [change.to] : [];
}

function* ofName(
  { change, migration, direction }: ChangeSubject,
  own: NewName,
): Generator<RuleFinding> {
  const written = writtenName(change, own.name);
  if (clipName(written) === written) return;
  const at = placeOfName(migration, change, own.name);
  const what = `The ${kindText(own)} ${written}`;
  const help = `Take a name of at most ${String(longestName)} bytes.`;
  if (
    refusable(own) &&
    change.source.sql === undefined &&
    Array.from(written).length > longestName
  ) {
    const final = nameLiterals(change, own.name).some((literal) => literal.final);
    if (final && direction === 'downgrade') return;
    const message = final
      ? `${what} is longer than ${String(longestName)} characters: SQLAlchemy makes it ${Array.from(written).slice(0, 55).join('')}_ and four digits of a hash.`
      : `${what} is longer than ${String(longestName)} characters: SQLAlchemy refuses it, and the migration fails.`;
    // It never had that name in a database, so it may as well end at a word.
    const fixes = calling(migration, written, clipName(written).replace(/_[^_]*$/, ''));
    yield { at, message, help, fixes, ...(final ? { severity: 'info' as const } : {}) };
    return;
  }
  // What downgrade() names is what was there before.
  if (direction === 'downgrade') return;
  yield {
    at,
    message: `${what} is longer than ${String(longestName)} bytes: PostgreSQL cuts it to ${clipName(written)}, with a notice that Alembic does not show.`,
    help,
    fixes: calling(migration, written, clipName(written)),
  };
}

const calling = (migration: Migration, from: string, to: string): Fix[] => [
  { title: `Call it ${to}`, safety: 'review', edits: renameEverywhere(migration, from, to) },
];

/** PostgreSQL's parser has cut the name already. */
function writtenName({ source }: Change, name: string): string {
  const tokens = source.sql === undefined ? [] : nameTokens(source.sql, name);
  return tokens[0]?.name ?? name;
}

/** SQLAlchemy minds the length of these alone. */
const refusable = ({ table }: NewName) => table !== undefined;
