import type { SyntaxNode } from '@lezer/common';
import { literalText } from '../../changes/arguments.js';
import { childrenOf } from '../../python/nodes.js';
import type { Operation } from '../../revisions/revision.js';
import { tokensOf } from '../../sql/tokens.js';
import { calleeRange, indentAt, keywordOf, keywordValue, setKeyword } from '../calls.js';
import type { Fix, RuleFinding } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';

/** https://alembic.sqlalchemy.org/en/latest/batch.html */
export const batchRecreatesTable: RuleOn<'revision'> = {
  id: 'batch-recreates-table',
  title: 'A batch that copies the table, or that SQL inside it runs ahead of',
  category: 'alembic',
  severity: 'error',
  on: 'revision',
  *check(migration) {
    if (!migration.text.includes('batch_alter_table')) return;
    yield* copies(migration);
    for (const own of [migration.body.upgrade, migration.body.downgrade])
      for (const operation of own?.operations ?? [])
        yield* runsAhead(migration, operation, own?.operations ?? []);
  },
};

/** `recreate='always'`: SQLite needs it, PostgreSQL does not. */
function* copies(migration: Migration): Generator<RuleFinding> {
  const { module, text } = migration;
  const calls: SyntaxNode[] = [];
  module.tree.cursor().iterate(({ name, node }) => {
    const callee = name === 'CallExpression' ? node.firstChild : null;
    if (callee && /\bbatch_alter_table$/.test(text.slice(callee.from, callee.to))) calls.push(node);
  });
  for (const call of calls) {
    const keyword = keywordOf(migration, call, 'recreate');
    const always =
      keyword && /^['"]always['"]$/.test(text.slice(keyword.value.from, keyword.value.to));
    if (!always || isForAnother(migration, call)) continue;
    const edit = setKeyword(migration, call, 'recreate', "'auto'");
    yield {
      at: keyword.range,
      message:
        "recreate='always' makes a copy of the whole table, under a lock that blocks reads and writes, and drops the old one; where another table refers to it, that fails.",
      help: "Leave it out, or write recreate='auto': PostgreSQL alters the table in place, SQLite gets its copy.",
      fixes: edit ? [{ title: "Write recreate='auto'", safety: 'review', edits: [edit] }] : [],
    };
  }
}

/** Inside an `if` that asks for the dialect. */
function isForAnother({ text }: Migration, node: SyntaxNode): boolean {
  for (let own = node.parent; own; own = own.parent) {
    const test = own.name === 'IfStatement' ? own.firstChild?.nextSibling : undefined;
    if (test && /dialect|sqlite/i.test(text.slice(test.from, test.to))) return true;
  }
  return false;
}

/** Operations of a batch wait for its end; SQL beside them does not. */
function* runsAhead(
  migration: Migration,
  operation: Operation,
  all: readonly Operation[],
): Generator<RuleFinding> {
  if (operation.name !== 'execute' || !operation.sql || operation.via !== undefined) return;
  const block = withAround(migration, operation);
  if (!block) return;
  const { value } = operation.sql;
  const words = new Set(
    Array.from(tokensOf(value), ({ from, to }) => value.slice(from, to).replaceAll('"', '')),
  );
  const waiting = all.find(
    (own) =>
      own.batch &&
      own.range.from > block.from &&
      own.range.to < operation.range.from &&
      withAround(migration, own)?.from === block.from &&
      words.has(own.table ?? '') &&
      words.has(nameOf(own) ?? ''),
  );
  if (!waiting) return;
  yield {
    at: calleeRange(migration, operation.range),
    message: `This runs at once, but ${waiting.name} of ${nameOf(waiting) ?? ''} waits for the end of the batch: the statement meets the table as it was before.`,
    help: 'Put it behind the `with` block; what has to come after it goes into a second batch.',
    fixes: fixes(migration, operation, block),
  };
}

/** The column that a batch operation adds, renames or drops. */
function nameOf({ name, column, keywords }: Operation): string | undefined {
  if (name === 'alter_column') return literalText(keywordValue({ keywords }, 'new_column_name'));
  return name === 'add_column' || name === 'drop_column' ? column : undefined;
}

/** The `with op.batch_alter_table(…)` that a call stands in. */
function withAround({ module, text }: Migration, { range }: Operation): SyntaxNode | undefined {
  let node: SyntaxNode | null = module.tree.resolveInner(range.from, 1);
  for (; node && node.name !== 'FunctionDefinition'; node = node.parent)
    if (node.name === 'WithStatement') {
      const body = node.getChild('Body');
      if (body && text.slice(node.from, body.from).includes('batch_alter_table')) return node;
    }
  return undefined;
}

/** The last statement of the block comes out of it by its indentation. */
function fixes({ file, text }: Migration, { range, batch }: Operation, block: SyntaxNode): Fix[] {
  const start = range.from - indentAt(text, range.from).length;
  const alone = text.slice(start, range.from).trim() === '' && text[start - 1] === '\n';
  const body = block.getChild('Body');
  const last = body && childrenOf(body).at(-1);
  if (batch || !alone || last?.from !== range.from) return [];
  const edit = {
    kind: 'replace',
    file,
    range: { from: start, to: range.from },
    text: indentAt(text, block.from),
  } as const;
  return [{ title: 'Run it after the batch', safety: 'review', edits: [edit] }];
}
