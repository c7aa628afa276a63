import type { SourceRange } from '../python/value.js';
import type { Finding } from './finding.js';

/** An error that no rule stands for, and that cannot be switched off. */
export function wrongPlace(
  rule: string,
  file: string,
  range: SourceRange,
  message: string,
): Finding {
  return {
    rule,
    severity: 'error',
    file,
    range,
    revision: undefined,
    message,
    help: 'Mend this place.',
    fixes: [],
    related: [],
  };
}
