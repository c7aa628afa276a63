import { objectText } from '../../changes/object-text.js';
import { rewriting, withOption } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';
import { relationIn } from '../waiting.js';

export const reindexNotConcurrent: RuleOn<'change'> = {
  id: 'reindex-not-concurrent',
  title: 'REINDEX lets nobody write to the table while it builds',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before } = subject;
    if (change.kind !== 'other' || context.postgres < 12) return;
    if (!effects.rows.some((row) => row === 'reindex-index' || row === 'reindex-table')) return;
    const text = change.source.sql ?? '';
    const [, kind = ''] = /\b(index|table|schema|database|system)\b/i.exec(text) ?? [];
    if (/^system$/i.test(kind)) return;
    const table = relationIn(subject, 'table', context);
    const locked = effects.relations.some(({ role }) => role === 'table');
    const unknownIndex = effects.relations.length > 0 && before.incomplete !== undefined;
    if (!table && (locked || (effects.unknown === undefined && !unknownIndex))) return;
    const whole = table ? objectText(table.relation) : unknownIndex ? 'its table' : 'each table';
    const option = { after: [kind.toLowerCase()], text: ' CONCURRENTLY' };
    const statement = withOption(migration, change, ['', ''], option);
    const lines =
      statement && (change.autocommit ? [statement.text] : inAutocommitBlock(statement));
    yield {
      at: headOf(migration, change),
      message: `REINDEX makes all writes of ${whole} wait until it is done, and those reads that would use the index.`,
      help: 'Rebuild it CONCURRENTLY in an autocommit_block(). A build that fails leaves an invalid index behind, its name ending in _ccnew: drop that.',
      fixes: rewriting('Rebuild it CONCURRENTLY', migration, statement, lines),
    };
  },
};
