import type { SourceRange } from '../../python/value.js';
import type { RuleFinding } from '../finding.js';
import { lineRange } from '../line-range.js';
import type { RuleOn } from '../rule.js';
import { readingOf } from '../unread.js';

export const unanalyzable: RuleOn<'revision'> = {
  id: 'unanalyzable',
  title: 'Something could not be read, and is not checked',
  category: 'alembic',
  severity: 'info',
  on: 'revision',
  *check(migration, { graph }) {
    const broken = graph.problems.some(
      ({ rule, file }) => rule === 'python-syntax-error' && file === migration.file,
    );
    if (broken) return;
    for (const { range, reason } of readingOf(migration).unread) yield finding(range, reason);
    for (const { rule, file, range, line, message } of graph.problems)
      if (rule === 'unanalyzable' && file === migration.file)
        yield finding(range ?? lineRange(migration.text, line), message);
  },
};

function finding(at: SourceRange, reason: string): RuleFinding {
  return {
    at,
    message: `This could not be read, and is not checked: ${reason.replace(/\.$/, '')}.`,
    help: 'Look at it yourself; written with literal names and SQL, it is checked.',
  };
}
