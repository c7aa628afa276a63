import { fileSuppressions } from '../file-suppressions.js';
import type { RuleOn } from '../rule.js';

export const unknownSuppression: RuleOn<'revision'> = {
  id: 'unknown-suppression',
  title: 'A suppression names no rule that there is, or lacks its reason',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  check: ({ file, text }, { rules }) => fileSuppressions(file, text, rules).problems,
};
