import type { Change } from '../changes/change.js';
import { callNode } from './calls.js';
import type { FileEdit } from './finding.js';
import { soleStatement } from './own-statement.js';
import type { Migration } from './rule.js';
import { statementOf, type OwnStatement } from './statements.js';

/**
 * The statement that does this change and nothing else; one in a batch too. Undefined where there
 * is no such statement.
 */
export function statementAlone(migration: Migration, change: Change): OwnStatement | undefined {
  const { operation, range } = change.source;
  const others = [...migration.upgrade, ...migration.downgrade].filter(
    (step) =>
      step.change !== change &&
      step.change.source.operation === operation &&
      step.change.source.range.from === range.from,
  );
  if (others.length > 0) return undefined;
  if (!operation.batch) return soleStatement(migration, change);
  return operation.conditional || operation.via !== undefined
    ? undefined
    : statementOf(migration, operation.range);
}

/** Removes the lines of some statements; undefined where that would leave a block without any. */
export function removal(
  migration: Migration,
  statements: readonly (OwnStatement | undefined)[],
): readonly FileEdit[] | undefined {
  const { module, text, file } = migration;
  const edits: FileEdit[] = [];
  for (const statement of statements) {
    if (!statement) return undefined;
    const body = callNode(module, statement.range)?.parent?.parent;
    let left = 0;
    for (let node = body?.firstChild; node; node = node.nextSibling) {
      const gone = statements.some((one) => one?.range.from === node.from);
      if (/Statement$|Definition$/.test(node.name) && !gone) left++;
    }
    if (left === 0) return undefined;
    const { from, to } = statement.range;
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const end = text.indexOf('\n', to);
    const range = { from: start, to: end < 0 ? text.length : end + 1 };
    edits.push({ kind: 'replace', file, range, text: '' });
  }
  return edits;
}
