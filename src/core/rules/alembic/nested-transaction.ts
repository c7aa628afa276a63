import type { SyntaxNode } from '@lezer/common';
import { autocommitBlock } from '../../changes/inverse/python.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import type { OwnStatement } from '../statements.js';

export const nestedTransaction: RuleOn<'change'> = {
  id: 'nested-transaction',
  title: "A migration's SQL begins or ends a transaction",
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check({ change, migration }) {
    if (change.kind !== 'transaction' || change.autocommit) return;
    // The END of a trigger in another database's SQL, which was cut into statements.
    const all = [...migration.upgrade, ...migration.downgrade];
    if (
      all.some(
        (step) =>
          step.change.kind === 'unknown' &&
          step.change.source.operation === change.source.operation,
      )
    )
      return;
    const found = texts.find(([pattern]) => pattern.test(change.statement));
    if (!found) return;
    const [, message, severity] = found;
    const statement = soleStatement(migration, change);
    yield {
      at: headOf(migration, change),
      message,
      help: 'Leave the transaction to Alembic; what must run outside of it goes into `with op.get_context().autocommit_block():`.',
      ...(severity ? { severity } : {}),
      fixes: [
        ...(change.statement === 'COMMIT' && statement ? blockAfter(migration, statement) : []),
        ...rewriting('Remove it', migration, statement, statement && ['pass']),
      ],
    };
  },
};

/** What follows runs in an autocommit block, which commits what ran before, too. */
function blockAfter(migration: Migration, statement: OwnStatement): Fix[] {
  const { module, file, text } = migration;
  const { from, to } = statement.range;
  const own = module.tree.resolveInner(from, 1);
  let node: SyntaxNode | null = own;
  while (node && node.name !== 'ExpressionStatement') node = node.parent;
  let last: SyntaxNode | null = null;
  for (let next = node?.nextSibling; next; next = next.nextSibling)
    if (next.name !== 'Comment') last = next;
  if (!last) return [];
  const rest = text.slice(text.indexOf('\n', to) + 1, last.to);
  // Deeper lines would change a string that spans them.
  if (/"""|'''|\\\r?\n|autocommit_block/.test(rest)) return [];
  const block = [autocommitBlock, ...rest.split('\n').map((line) => (line ? `    ${line}` : ''))];
  const range = { from, to: last.to };
  const edits = [{ kind: 'replace', file, range, text: block.join('\n') }] as const;
  return [{ title: 'Run what follows in an autocommit block', safety: 'review', edits }];
}

const texts: readonly (readonly [RegExp, string, 'warning'?])[] = [
  [
    /^COMMIT(?: AND CHAIN)?$/,
    "COMMIT ends Alembic's transaction: all that ran before stays, whatever fails afterwards, also of earlier revisions.",
  ],
  [
    /^ROLLBACK(?: AND CHAIN)?$/,
    'ROLLBACK discards all that ran before in this run, and the revision may be stamped as applied all the same.',
  ],
  [/^(?:BEGIN|START)/, "BEGIN does nothing: Alembic's transaction is open already.", 'warning'],
];
