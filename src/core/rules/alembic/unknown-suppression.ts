import { fileSuppressions } from '../file-suppressions.js';
import type { RuleOn } from '../rule.js';

export const unknownSuppression: RuleOn<'revision'> = {
  id: 'unknown-suppression',
  title: 'A suppression names no rule that there is, or lacks its reason',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  check: ({ module, file }, { rules }) => fileSuppressions(module, file, rules).problems,
};
