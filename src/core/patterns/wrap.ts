import type { SyntaxNode } from '@lezer/common';
import { argumentParts } from '../python/calls.js';
import { parsePython } from '../python/parse.js';

/** As long as Black, Ruff and Alembic's own templates let a line become. */
const width = 88;

/** Code whose calls take a line for each argument where one line is too long. */
export function wrapCalls(code: string, indent: number): string {
  const { tree } = parsePython(code);
  let [wrapped, at] = ['', 0];
  tree.iterate({
    enter: ({ name, node }) => {
      if (name !== 'ExpressionStatement') return;
      const call = node.firstChild;
      if (call?.name !== 'CallExpression' || code.slice(node.from, node.to).includes('\n')) return;
      const own = node.from - (code.lastIndexOf('\n', node.from - 1) + 1);
      wrapped += code.slice(at, call.from) + lines(call, own);
      at = call.to;
    },
  });
  return wrapped + code.slice(at);

  function lines(node: SyntaxNode, column: number, before = 0, after = 0): string {
    const text = code.slice(node.from, node.to);
    const list = node.name === 'CallExpression' ? node.getChild('ArgList') : null;
    if (!list || indent + column + before + text.length + after <= width) return text;
    const blank = ' '.repeat(column);
    const parts = argumentParts(list).map((part) => {
      const [first, last] = [part[0], part.at(-1)];
      if (!first || !last) return '';
      const name = code.slice(first.from, last.from);
      return `${blank}    ${name}${lines(last, column + 4, name.length, 1)},\n`;
    });
    return `${code.slice(node.from, list.from)}(\n${parts.join('')}${blank})`;
  }
}
