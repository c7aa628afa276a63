import { best, type KnownSchema } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { NewColumn } from '../new-columns.js';
import { inPlaceOf, preferType } from '../prefer-type.js';
import type { RuleOn } from '../rule.js';

export const preferBigintKey: RuleOn<'change'> = {
  id: 'prefer-bigint-key',
  title: 'A new key is integer or smallint',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    yield* preferType(subject, {
      against(column, { steps }) {
        const end = steps.at(-1)?.after;
        const { name = '' } = column.column.type;
        const most = largest[name];
        const key = end && most !== undefined ? keyOf(column, end) : undefined;
        return key && `is ${name} and ${key}: it ends at ${most ?? ''}`;
      },
      help: 'Take bigint: widening a key later rewrites its table and every table that refers to it.',
      title: 'Make it bigint',
      sql: [
        /(?:small)?serial[24]?|smallint|integer|int[24]?/,
        (words) => (/serial/i.test(words) ? 'bigserial' : 'bigint'),
      ],
      python: inPlaceOf('sa.BigInteger()'),
      imports: ['import sqlalchemy as sa'],
    });
  },
};

const largest: Readonly<Record<string, string>> = { smallint: '32767', integer: '2147483647' };

/** What the column is a key of, as the end of a sentence about it. */
function keyOf({ table, column }: NewColumn, schema: KnownSchema): string | undefined {
  const constraints = best(schema.table(table))?.constraints ?? [];
  for (const { definition } of constraints) {
    if (!('columns' in definition) || !definition.columns?.includes(column.name)) continue;
    if (definition.type === 'primary_key') return 'a primary key';
    if (definition.type !== 'foreign_key' || !definition.references) continue;
    return `refers to ${objectText(definition.references)}`;
  }
  return undefined;
}
