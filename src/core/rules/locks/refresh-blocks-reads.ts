import { best, type KnownSchema } from '../../changes/known-schema.js';
import type { IndexDefinition, ObjectName } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import { rewriting, withOption } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { relationIn } from '../waiting.js';

export const refreshBlocksReads: RuleOn<'change'> = {
  id: 'refresh-blocks-reads',
  title: 'REFRESH lets nobody read the materialized view while it runs',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before } = subject;
    if (change.kind !== 'other' || !effects.rows.includes('refresh')) return;
    if (/\bwith\s+no\s+data\b/i.test(change.source.sql ?? '')) return;
    const view = relationIn(subject, 'object', context)?.relation;
    if (!view) return;
    const option = { after: ['materialized', 'view'], text: ' CONCURRENTLY' };
    const statement = isReady(view, before)
      ? withOption(migration, change, ['', ''], option)
      : undefined;
    yield {
      at: headOf(migration, change),
      message: `The refresh makes all reads of ${objectText(view)} wait until its query is done.`,
      help: 'Write REFRESH MATERIALIZED VIEW CONCURRENTLY: reads then go on. It needs a unique index over plain columns of the view, without WHERE, and a view that has been filled before.',
      fixes: rewriting(
        'Refresh it CONCURRENTLY',
        migration,
        statement,
        statement && [statement.text],
      ),
    };
  },
};

/** It was filled when it was made, and has a unique index on columns, without WHERE. */
function isReady(view: ObjectName, schema: KnownSchema): boolean {
  const sql = best(schema.object('materialized view', view))?.sql;
  const filled = sql !== undefined && !/\bwith\s+no\s+data\s*;?\s*$/i.test(sql);
  const indexes = best(schema.table(view))?.indexes ?? [];
  return filled && indexes.some(({ definition, doubt }) => !doubt && isPlain(definition));
}

const isPlain = ({ unique, predicate, keys }: IndexDefinition) =>
  unique === true && !predicate && (keys?.every(({ column }) => column !== undefined) ?? false);
