import type { ChangeOf } from '../../changes/change.js';
import { best, certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { indentAt } from '../calls.js';
import type { Fix } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { bodyOf } from '../statements.js';

/** https://www.postgresql.org/docs/current/datatype-enum.html, "Implementation Details" */
export const enumValueIrreversible: RuleOn<'change'> = {
  id: 'enum-value-irreversible',
  title: 'An enum value that downgrade() cannot remove, and does not say so',
  category: 'alembic',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check({ change, migration, before }) {
    if (change.kind !== 'add_enum_value') return;
    const { downgrade } = migration.body;
    if (!downgrade || downgrade.raises || isSaid(migration, change)) return;
    if (best(before.enum(change.type))?.labels?.includes(change.value)) return;
    if (!certain(migration.undone.enum(change.type))?.labels?.includes(change.value)) return;
    const name = objectText(change.type);
    const note = `# PostgreSQL cannot remove a value from an enum type: '${change.value}' stays in ${name}.`;
    yield {
      at: headOf(migration, change),
      message: `downgrade() leaves '${change.value}' in the type ${name}: PostgreSQL cannot remove a value from an enum type, so that is right, but nothing there says so.`,
      help: `Say so in downgrade(): \`${note}\`.`,
      fixes: fixes(migration, note),
    };
  },
};

/** A comment or a docstring of `downgrade()` speaks of the value, or of values of enums at all. */
function isSaid({ body, text }: Migration, { value, type }: ChangeOf<'add_enum_value'>): boolean {
  if (!body.downgrade) return false;
  const rest = text.slice(body.downgrade.range.from);
  const end = /\n(?=[^\s#])/.exec(rest)?.index ?? rest.length;
  const notes = rest.slice(0, end).match(/#.*|(?:"""|''')[^]*?(?:"""|''')/g) ?? [];
  return notes.some((note) =>
    [value, type.name, 'enum', 'value'].some((word) => note.includes(word)),
  );
}

function fixes(migration: Migration, note: string): Fix[] {
  const { body, file, text } = migration;
  const first = body.downgrade && bodyOf(migration, body.downgrade.range)?.statements[0];
  const indent = first ? indentAt(text, first.from) : '';
  // Not in `def downgrade(): pass`.
  if (
    !first ||
    indent === '' ||
    text.slice(first.from - indent.length - 1, first.from) !== `\n${indent}`
  )
    return [];
  const range = { from: first.from, to: first.from };
  const edit = { kind: 'replace', file, range, text: `${note}\n${indent}` } as const;
  return [{ title: 'Say so in downgrade()', safety: 'safe', edits: [edit] }];
}
