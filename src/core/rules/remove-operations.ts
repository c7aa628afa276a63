import type { SyntaxNode } from '@lezer/common';
import type { Operation } from '../revisions/revision.js';
import type { FileEdit } from './finding.js';
import type { Migration } from './rule.js';
import { bodyOf, statementOf } from './statements.js';

/**
 * Takes operations out of both functions of a migration, each with its lines; a function that is
 * left without a statement gets `pass`. Undefined where one of them is part of something larger.
 */
export function removeOperations(
  migration: Migration,
  operations: ReadonlySet<Operation>,
): readonly FileEdit[] | undefined {
  const { file, text, body } = migration;
  const edits: FileEdit[] = [];
  const calls = new Map([...operations].map((operation) => [operation.range.from, operation]));
  for (const own of [body.upgrade, body.downgrade]) {
    const statements = own && bodyOf(migration, own.range)?.statements;
    if (!statements) continue;
    const removed = statements.filter(({ from }) => calls.has(from));
    const left = statements.filter((one) => !calls.has(one.from) && !isDocstring(one));
    for (const [at, { from }] of removed.entries()) {
      const range = calls.get(from)?.range;
      const statement = range && statementOf(migration, range);
      calls.delete(from);
      if (!statement) return undefined;
      const start = text.lastIndexOf('\n', from - 1) + 1;
      const end = text.indexOf('\n', statement.range.to);
      edits.push(
        left.length === 0 && at === 0
          ? { kind: 'replace', file, range: statement.range, text: 'pass' }
          : {
              kind: 'replace',
              file,
              range: { from: start, to: end < 0 ? text.length : end + 1 },
              text: '',
            },
      );
    }
  }
  return calls.size > 0 ? undefined : edits;
}

const isDocstring = (node: SyntaxNode) =>
  node.name === 'ExpressionStatement' && (node.firstChild?.name.endsWith('String') ?? false);
