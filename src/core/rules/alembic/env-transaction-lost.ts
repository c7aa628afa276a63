import type { SyntaxNode } from '@lezer/common';
import { isAtLeast, isBefore } from '../../project/package-versions.js';
import { parsePython } from '../../python/parse.js';
import { indentAt } from '../calls.js';
import type { Fix } from '../finding.js';
import type { RuleContext, RuleOn } from '../rule.js';

export const envTransactionLost: RuleOn<'history'> = {
  id: 'env-transaction-lost',
  title: 'env.py begins a transaction that nobody commits',
  category: 'alembic',
  severity: 'error',
  on: 'history',
  *check({ texts }, context) {
    const file = `${context.project.scriptLocation}/env.py`;
    const text = texts.get(file) ?? '';
    if (isBefore(context.sqlalchemy, '2.0') || context.env.autocommit) return;
    for (const { node, connection, asynchronous } of lostIn(text, context)) {
      const statement = statementOf(node);
      const callee = node.firstChild ?? node;
      yield {
        at: { file, range: { from: callee.from, to: callee.to } },
        message: `With SQLAlchemy 2 this begins a transaction on ${connection} before Alembic does: Alembic takes it for somebody else's and commits nothing. "alembic upgrade" reports success, and all is rolled back.`,
        help: `Commit it: \`${asynchronous ? 'await ' : ''}${connection}.commit()\` behind it; or run it inside \`with context.begin_transaction():\`.`,
        fixes: statement ? [commitBehind(file, text, statement, connection, asynchronous)] : [],
      };
    }
  },
};

interface Lost {
  readonly node: SyntaxNode;
  readonly connection: string;
  readonly asynchronous: boolean;
}

const executing: ReadonlySet<string> = new Set(['execute', 'scalar', 'scalars', 'exec_driver_sql']);

/** What is executed on the connection that Alembic is given, before it is given. */
function lostIn(text: string, { sqlalchemy }: RuleContext): readonly Lost[] {
  if (!/\.(?:execute|scalars?|exec_driver_sql)\s*\(/.test(text)) return [];
  const { tree } = parsePython(text);
  const textOf = (node: SyntaxNode | null) => (node ? text.slice(node.from, node.to) : '');
  const calls: { node: SyntaxNode; owner: string; name: string }[] = [];
  tree.cursor().iterate(({ node }) => {
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    if (callee?.name !== 'MemberExpression') return;
    const name = textOf(callee.lastChild);
    calls.push({ node, owner: textOf(callee.firstChild), name });
  });
  // Whoever commits or begins by hand, as SQL too, may well commit this.
  if (/["']\s*(?:commit|end)\b/i.test(text)) return [];
  if (calls.some(({ name }) => name === 'commit' || name === 'begin')) return [];
  return calls.flatMap(({ node, owner, name }) => {
    if (name !== 'configure' && name !== 'run_sync') return [];
    const connection = name === 'configure' ? connectionOf(node, textOf) : owner;
    const block = connection === undefined ? undefined : blockOf(node, connection, textOf);
    if (connection === undefined || !block) return [];
    return calls.flatMap((call) => {
      const plain = /^\(\s*[fr]?["']/i.test(textOf(call.node.lastChild));
      const old = plain && call.name !== 'exec_driver_sql' && !isAtLeast(sqlalchemy, '2.0');
      const before = call.node.from > block.from && call.node.to < node.from;
      const own = functionOf(call.node)?.from === functionOf(node)?.from;
      if (call.owner !== connection || !executing.has(call.name) || !before || !own || old)
        return [];
      const asynchronous = call.node.parent?.name === 'AwaitExpression';
      return [{ node: call.node, connection, asynchronous }];
    });
  });
}

/** The name in `context.configure(connection=name)`. */
function connectionOf(
  call: SyntaxNode,
  textOf: (node: SyntaxNode | null) => string,
): string | undefined {
  const list = call.getChild('ArgList');
  for (let node = list?.firstChild; node; node = node.nextSibling)
    if (node.name === 'VariableName' && textOf(node) === 'connection') {
      const value = node.nextSibling?.name === 'AssignOp' ? node.nextSibling.nextSibling : null;
      if (value?.name === 'VariableName') return textOf(value);
    }
  return undefined;
}

/** The innermost `with … as name:` around a call, else its function. */
function blockOf(
  call: SyntaxNode,
  name: string,
  textOf: (node: SyntaxNode | null) => string,
): SyntaxNode | undefined {
  for (let node = call.parent; node; node = node.parent) {
    const bound = node.name === 'WithStatement' ? node.getChildren('VariableName') : [];
    if (bound.some((one) => textOf(one) === name) || node.name === 'FunctionDefinition')
      return node;
  }
  return undefined;
}

function functionOf(node: SyntaxNode): SyntaxNode | undefined {
  let up: SyntaxNode | null = node;
  while (up && up.name !== 'FunctionDefinition') up = up.parent;
  return up ?? undefined;
}

function statementOf(call: SyntaxNode): SyntaxNode | undefined {
  let node: SyntaxNode | null = call;
  while (node && node.parent?.name !== 'Body') node = node.parent;
  return node?.name === 'ExpressionStatement' || node?.name === 'AssignStatement'
    ? node
    : undefined;
}

function commitBehind(
  file: string,
  text: string,
  { from, to }: SyntaxNode,
  connection: string,
  asynchronous: boolean,
): Fix {
  const line = `\n${indentAt(text, from)}${asynchronous ? 'await ' : ''}${connection}.commit()`;
  const rest = /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(to))?.[0].length ?? 0;
  const range = { from: to + rest, to: to + rest };
  const edits = [{ kind: 'replace', file, range, text: line }] as const;
  return { title: 'Commit it', safety: 'review', edits };
}
