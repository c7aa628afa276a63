import { lastPart } from '../../changes/arguments.js';
import { pythonType } from '../new-columns.js';
import { inPlaceOf, preferType } from '../prefer-type.js';
import type { RuleOn } from '../rule.js';

export const preferTextOverVarchar: RuleOn<'change'> = {
  id: 'prefer-text-over-varchar',
  title: 'A new column is varchar with a limit',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    yield* preferType(subject, {
      against(column) {
        const { name = '' } = column.column.type;
        const written = pythonType(column);
        // A non-native enum is as long as its longest label.
        const isEnum = written && 'path' in written && lastPart(written.path) === 'Enum';
        return /^character varying\(/.test(name) && !isEnum
          ? `is ${name}: a longer value fails, whether that limit is meant or not`
          : undefined;
      },
      help: 'Take text; a limit that is meant is a CHECK, which can be changed without touching the type.',
      title: 'Make it text',
      sql: [
        /(?:varchar|(?:char|character|nchar|national\s+char(?:acter)?)\s+varying)\s*\(\s*\d+\s*\)/,
        () => 'text',
      ],
      python: inPlaceOf('sa.Text()'),
      imports: ['import sqlalchemy as sa'],
    });
  },
};
