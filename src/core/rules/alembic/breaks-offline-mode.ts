import type { SyntaxNode } from '@lezer/common';
import type { SourceRange } from '../../python/value.js';
import type { Migration, RuleOn } from '../rule.js';

export const breaksOfflineMode: RuleOn<'revision'> = {
  id: 'breaks-offline-mode',
  title: 'The migration asks the database, so it cannot be written out as SQL',
  category: 'alembic',
  severity: 'hint',
  on: 'revision',
  *check(migration) {
    const { body, module } = migration;
    // Whoever asks for the mode does something else in it.
    if (/\bis_offline_mode\b|\bas_sql\b/.test(module.text)) return;
    for (const own of [body.upgrade, body.downgrade]) {
      const [first] = own ? questionsIn(migration, own.range) : [];
      if (!first) continue;
      yield {
        at: first.at,
        message: `${first.why}: without a connection there is no answer, and \`alembic upgrade --sql\` fails here.`,
        help: 'Nothing to do if nobody writes migrations out as SQL. Else let PostgreSQL decide (IF EXISTS, INSERT … SELECT), or ask `op.get_context().as_sql` first.',
      };
    }
  },
};

interface Question {
  readonly at: SourceRange;
  readonly why: string;
}

/** Methods that read the rows of a result. */
const reading: ReadonlySet<string> = new Set([
  'all',
  'fetchall',
  'fetchmany',
  'fetchone',
  'first',
  'keys',
  'mappings',
  'one',
  'one_or_none',
  'partitions',
  'rowcount',
  'scalar',
  'scalar_one',
  'scalar_one_or_none',
  'scalars',
  'tuples',
]);

function questionsIn({ module }: Migration, range: SourceRange): readonly Question[] {
  const { text, tree } = module;
  const textOf = (node: SyntaxNode | null | undefined) =>
    node ? text.slice(node.from, node.to) : '';
  const found: Question[] = [];
  /** Names that hold a result. */
  const results = new Set<string>();
  tree.cursor().iterate((ref) => {
    if (ref.to < range.from || ref.from > range.to) return false;
    const { node } = ref;
    if (node.from < range.from) return true;
    if (ref.name === 'AssignStatement' && isResult(node.lastChild, textOf)) {
      const name = node.firstChild;
      if (name?.name === 'VariableName') results.add(textOf(name));
    }
    if (ref.name === 'ForStatement') {
      const rows = node.getChild('in')?.nextSibling;
      if (rows && (isResult(rows, textOf) || results.has(textOf(rows))))
        found.push({ at: place(rows), why: 'This reads rows' });
    }
    if (ref.name === 'MemberExpression') {
      const [owner, name] = [node.firstChild, node.lastChild];
      if (!reading.has(textOf(name)) || !owner) return true;
      if (isResult(owner, textOf) || results.has(textOf(owner)))
        found.push({ at: place(name ?? node), why: 'This reads a result' });
    }
    if (ref.name === 'CallExpression') {
      const callee = node.firstChild;
      const name = textOf(callee).split('.').at(-1) ?? '';
      if (name === 'inspect' || /\bInspector\.from_engine$/.test(textOf(callee)))
        found.push({ at: place(callee ?? node), why: 'This inspects the database' });
      else if (/^(?:[\w.]*\.)?Session$/.test(textOf(callee)) && node.getChild('ArgList'))
        found.push({ at: place(callee ?? node), why: 'This opens a session' });
      else if (/\bautoload_with\s*=/.test(textOf(node.getChild('ArgList'))) || name === 'reflect')
        found.push({ at: place(callee ?? node), why: 'This reads a table from the database' });
    }
    return true;
  });
  return found.sort((a, b) => a.at.from - b.at.from);
}

const place = ({ from, to }: SyntaxNode): SourceRange => ({ from, to });

/** `conn.execute(…)`, through a connection: `op.execute()` gives nothing back. */
function isResult(
  node: SyntaxNode | null | undefined,
  textOf: (node: SyntaxNode | null | undefined) => string,
): boolean {
  if (node?.name !== 'CallExpression') return false;
  const callee = node.firstChild;
  if (callee?.name !== 'MemberExpression') return false;
  const [owner, name] = [textOf(callee.firstChild), textOf(callee.lastChild)];
  if (/^(?:execute|exec_driver_sql)$/.test(name)) return !/^(?:op|batch_op)$/.test(owner);
  return reading.has(name) && isResult(callee.firstChild, textOf);
}
