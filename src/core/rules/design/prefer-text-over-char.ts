import { lastPart } from '../../changes/arguments.js';
import { pythonType } from '../new-columns.js';
import { inPlaceOf, preferType } from '../prefer-type.js';
import type { RuleOn } from '../rule.js';

export const preferTextOverChar: RuleOn<'change'> = {
  id: 'prefer-text-over-char',
  title: 'A new column is char(n), which pads with blanks',
  category: 'design',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    yield* preferType(subject, {
      against(column) {
        const { name = '' } = column.column.type;
        const written = pythonType(column);
        // sa.Uuid(native_uuid=False) is char(32) too, and always full.
        const chosen = written && 'path' in written ? lastPart(written.path) : 'CHAR';
        return /^character\(/.test(name) && chosen.toUpperCase() === 'CHAR'
          ? `is ${name}: shorter values are padded with blanks, which comparisons then ignore and casts to text drop`
          : undefined;
      },
      help: 'Take text, with a CHECK on its length where the length matters.',
      title: 'Make it text',
      sql: [
        /(?:char|character|bpchar|nchar|national\s+char(?:acter)?)(?:\s*\(\s*\d+\s*\))?/,
        () => 'text',
      ],
      python: inPlaceOf('sa.Text()'),
      imports: ['import sqlalchemy as sa'],
    });
  },
};
