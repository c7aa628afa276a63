import type { Change } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import { madeHere } from '../made-here.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { findWords, headOf } from '../sql-places.js';

export const revokeOrOwnerChange: RuleOn<'change'> = {
  id: 'revoke-or-owner-change',
  title: 'Somebody may see or do less than before',
  category: 'loss',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, migration, steps, before } = subject;
    const message = consequence(change);
    const table = tableOf(subject);
    if (message === undefined || (table && madeHere(steps, before.table(table)))) return;
    yield {
      at: headOf(migration, change),
      message: table ? message.replace('the table', objectText(table)) : message,
      help: 'Try it as the role that the application connects as: superusers and owners do not meet these limits.',
    };
  },
};

function tableOf({ change }: ChangeSubject) {
  if (change.kind === 'alter_table') return change.table;
  return change.kind === 'create_object' || change.kind === 'drop_object'
    ? change.object.table
    : undefined;
}

const ofTables: Readonly<Record<string, string>> = {
  AT_ChangeOwner:
    'The owner of the table changes, under a lock that blocks reads and writes: the former one loses all rights that were not granted to it.',
  AT_EnableRowSecurity:
    'Row security of the table is switched on, under a lock that blocks reads and writes: without a policy that lets them through, no rows are seen.',
  AT_DisableRowSecurity:
    'Row security of the table is switched off, under a lock that blocks reads and writes: its policies no longer hold anything back.',
  AT_ForceRowSecurity:
    'Row security of the table binds its owner too from now on, under a lock that blocks reads and writes.',
  AT_NoForceRowSecurity:
    'Row security of the table no longer binds its owner, under a lock that blocks reads and writes.',
};

const policies =
  'A policy of the table changes, under a lock that blocks reads and writes: other rows are seen and written than before.';

/** What it means for those who use the database; undefined where it means nothing. */
function consequence(change: Change): string | undefined {
  const { sql = '' } = change.source;
  switch (change.kind) {
    case 'alter_table':
      return ofTables[change.statement];
    case 'create_object':
    case 'drop_object':
      return change.object.type === 'policy' ? policies : undefined;
    case 'other':
      if (change.statement === 'AlterPolicyStmt') return policies;
      if (change.statement === 'AlterOwnerStmt')
        return 'The owner of an object changes: the former one loses all rights that were not granted to it.';
      if (/^(GrantStmt|GrantRoleStmt|AlterDefaultPrivilegesStmt)$/.test(change.statement))
        return findWords(sql, ['revoke'])
          ? 'REVOKE takes rights away: code that relied on them fails.'
          : undefined;
      return undefined;
    default:
      return undefined;
  }
}
