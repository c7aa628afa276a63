import { literalText } from '../../python/as-text.js';
import { isForOtherDatabase } from '../../sql/other-dialect.js';
import type { RuleOn } from '../rule.js';
import { sqlErrorOf } from '../sql-error.js';

export const sqlSyntaxError: RuleOn<'change'> = {
  id: 'sql-syntax-error',
  title: "PostgreSQL's parser rejects the SQL",
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check({ change }, { texts }) {
    const error = sqlErrorOf(change);
    if (error === undefined) return;
    const sql = literalText(change.source.operation.sql) ?? '';
    if (isForOtherDatabase(sql, texts.values())) {
      yield {
        at: change.source.range,
        severity: 'info',
        message: `PostgreSQL does not take this SQL, which seems meant for another database: ${error}.`,
        help: 'Run it under that database alone: ask `op.get_bind().dialect.name` first.',
      };
      return;
    }
    yield {
      at: change.source.range,
      message: `PostgreSQL does not take this SQL: ${error}.`,
      help: 'Mend the SQL: the statement fails when the migration runs.',
    };
  },
};
