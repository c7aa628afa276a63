import { certain } from '../../changes/known-schema.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { indentAt } from '../calls.js';
import type { ChangeSubject, Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { bodyOf } from '../statements.js';

export const enumTypeLeftBehind: RuleOn<'change'> = {
  id: 'enum-type-left-behind',
  title: 'downgrade() leaves an enum type that upgrade() created',
  category: 'alembic',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, migration, before } = subject;
    const { downgrade } = migration.body;
    if (change.kind !== 'create_enum' || !downgrade || downgrade.operations.length === 0) return;
    // Created a second time: that fails.
    if (before.enum(change.type).state === 'present') return;
    const left = certain(migration.undone.enum(change.type));
    if (!left || left.doubt || left.origin !== change || isUsed(subject)) return;
    const name = objectText(change.type);
    yield {
      at: headOf(migration, change),
      message: `downgrade() leaves the type ${name} behind: ${change.ifNotExists ? 'the next upgrade silently keeps its old labels' : 'the next upgrade fails, since the type exists'}.`,
      help: `Drop it at the end of downgrade(): \`${drop(sqlName(change.type))}\`.`,
      fixes: fixes(migration, drop(sqlName(change.type))),
    };
  },
};

const drop = (name: string) => execute(`DROP TYPE ${name}`);

/** A column has the type still, or may have it: only what this revision did can have made one. */
function isUsed({ change, migration }: ChangeSubject): boolean {
  if (change.kind !== 'create_enum') return false;
  const { name } = change.type;
  const own = new Set([...migration.upgrade, ...migration.downgrade].map((step) => step.change));
  return migration.undone.tables.some(
    ({ columns, incomplete }) =>
      (incomplete?.change !== undefined && own.has(incomplete.change)) ||
      columns.some(
        ({ type, origin }) =>
          (type.name === undefined && own.has(origin)) ||
          type.name?.replace(/\[\]$/, '').split('.').at(-1) === name,
      ),
  );
}

function fixes(migration: Migration, line: string): Fix[] {
  const { downgrade } = migration.body;
  const last = downgrade && bodyOf(migration, downgrade.range)?.statements.at(-1);
  if (!last || last.name === 'ReturnStatement' || last.name === 'RaiseStatement') return [];
  const text = `\n${indentAt(migration.text, last.from)}${line}`;
  const end = /^[^\n]*?(?=\r?\n|$)/.exec(migration.text.slice(last.to))?.[0].length ?? 0;
  const at = last.to + (/^\s*(#.*)?$/.test(migration.text.slice(last.to, last.to + end)) ? end : 0);
  const edit = {
    kind: 'replace',
    file: migration.file,
    range: { from: at, to: at },
    text,
  } as const;
  return [{ title: 'Drop the type in downgrade()', safety: 'safe', edits: [edit] }];
}
