import { preferType } from '../prefer-type.js';
import { calleeRange } from '../calls.js';
import type { RuleOn } from '../rule.js';

export const preferJsonb: RuleOn<'change'> = {
  id: 'prefer-jsonb',
  title: 'A new column is json, not jsonb',
  category: 'design',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    yield* preferType(subject, {
      against: ({ column }) =>
        /^json(\[\])*$/.test(column.type.name ?? '')
          ? 'is json: it has no equality, so DISTINCT, GROUP BY and UNION fail on it, and GIN cannot index it'
          : undefined,
      help: 'Take jsonb, unless the order of keys, duplicate keys and white space must stay as they were sent.',
      title: 'Make it jsonb',
      sql: [/json/, () => 'jsonb'],
      python: (value, migration) => {
        const { file } = migration;
        const isCall = value.kind === 'call';
        if (isCall && value.path === undefined) return undefined;
        const range = isCall ? calleeRange(migration, value.range) : value.range;
        const text = isCall ? 'postgresql.JSONB' : 'postgresql.JSONB()';
        return { kind: 'replace', file, range, text };
      },
      imports: ['from sqlalchemy.dialects import postgresql'],
    });
  },
};
