import type { RuleOn } from '../rule.js';
import { sqlErrorOf } from '../sql-error.js';

export const sqlSyntaxError: RuleOn<'change'> = {
  id: 'sql-syntax-error',
  title: "PostgreSQL's parser rejects the SQL",
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check({ change }) {
    const error = sqlErrorOf(change);
    if (error === undefined) return;
    yield {
      at: change.source.range,
      message: `PostgreSQL does not take this SQL: ${error}.`,
      help: 'Mend the SQL: the statement fails when the migration runs.',
    };
  },
};
