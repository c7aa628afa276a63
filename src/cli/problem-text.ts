import type { Problem } from '../core/revisions/revision.js';
import { relativePath } from './paths.js';

/** Problems as compilers print them: `file:line: message [rule]`, a line each. */
export function problemText(problems: readonly Problem[], directory: string): string {
  return problems
    .map(
      ({ file, line, message, rule }) =>
        `${relativePath(directory, file)}:${line}: ${message} [${rule}]`,
    )
    .join('\n');
}
