import type { SourceRange } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import { statementOf } from '../rules/statements.js';
import type { MigrationSource } from './code-places.js';
import { columnChanges, type OperationChange } from './column-changes.js';
import { fitToFile } from './fit-to-file.js';
import type { Pattern, Values } from './pattern.js';
import { readOperation } from './read-operation.js';
import { renderPattern } from './render.js';
import { wrapCalls } from './wrap.js';

/** The ways to write the operation at a place differently. */
export function operationChanges(
  source: MigrationSource,
  at: SourceRange,
  patterns: readonly Pattern[],
): readonly OperationChange[] {
  const operation = operationAt(source, at);
  if (!operation) return [];
  return [
    ...columnChanges(source, operation, at),
    ...patterns.flatMap((pattern) => {
      const values = readOperation(pattern.id, operation);
      return values ? rewriting(source, operation, pattern, values) : [];
    }),
  ];
}

function operationAt({ body }: MigrationSource, at: SourceRange): Operation | undefined {
  const operations = [body.upgrade, body.downgrade].flatMap((own) => own?.operations ?? []);
  return operations.find(
    ({ range, rounds, via }) =>
      range.from <= at.from && at.to <= range.to && !rounds && via === undefined,
  );
}

/** Puts the pattern's way up in the place of the operation; its way back undoes both. */
function rewriting(
  source: MigrationSource,
  operation: Operation,
  pattern: Pattern,
  values: Values,
): OperationChange[] {
  const statement = statementOf(source, operation.range);
  if (!statement || operation.batch || operation.autocommit === true) return [];
  const { upgrade } = renderPattern(pattern, values);
  const { codes, imports } = fitToFile(source, [upgrade.join('\n')]);
  const { indent, range } = statement;
  const lines = wrapCalls(codes[0] ?? '', indent.length).split('\n');
  const text = lines.map((line, at) => (at === 0 ? line : indent + line)).join('\n');
  const title = `Write it as “${pattern.title}”`;
  return [{ pattern: pattern.id, title, edits: [...imports, { range, text }] }];
}
