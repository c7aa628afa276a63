import { setKeyword } from '../calls.js';
import { preferType } from '../prefer-type.js';
import type { RuleOn } from '../rule.js';

export const preferTimestamptz: RuleOn<'change'> = {
  id: 'prefer-timestamptz',
  title: 'A new column is timestamp without time zone',
  category: 'design',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    yield* preferType(subject, {
      against: ({ column }) =>
        /^timestamp(\(\d\))? without time zone(\[\])*$/.test(column.type.name ?? '')
          ? 'is timestamp without time zone: it holds a reading of a clock, and nothing says which clock'
          : undefined,
      help: 'Take timestamptz, which holds a moment: it is stored in UTC, takes no more room, and is shown in the time zone of the session.',
      title: 'Make it timestamptz',
      sql: [
        /timestamp(\s*\(\s*\d\s*\))?(?:\s+without\s+time\s+zone)?/,
        (words) => `timestamptz${/\(.*?\)/.exec(words)?.[0] ?? ''}`,
      ],
      python(value, migration) {
        const { file, text } = migration;
        const { range } = value;
        if (value.kind === 'call') {
          if (value.path === undefined || value.args.length > 0) return undefined;
          return setKeyword(migration, range, 'timezone', 'True');
        }
        const code = `${text.slice(range.from, range.to)}(timezone=True)`;
        return { kind: 'replace', file, range, text: code };
      },
      imports: [],
    });
  },
};
