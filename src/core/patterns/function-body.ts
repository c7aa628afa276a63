import type { SyntaxNode } from '@lezer/common';
import type { SourceRange } from '../python/value.js';
import { indentAt, type Source } from '../rules/calls.js';
import { bodyOf } from '../rules/statements.js';

/** A function's body, as far as something can be written into it. */
export interface FunctionBody {
  /** The `def` keyword. */
  readonly from: number;
  /** Behind the colon. */
  readonly start: number;
  readonly docstring: SourceRange | undefined;
  /** What it does, without a `return` at its end. */
  readonly statements: readonly SourceRange[];
  /** `pass` or `...`, where there is nothing else. */
  readonly filler: SourceRange | undefined;
  /** The blanks that its statements begin with, and those of one level. */
  readonly indent: string;
  readonly unit: string;
  /** It stands in the line of `def`. */
  readonly inline: boolean;
}

/** @param free a line that stands for what is going to be written; no statement of the body */
export function readFunctionBody(
  source: Source,
  range: SourceRange,
  free?: SourceRange,
): FunctionBody | undefined {
  const { text } = source;
  const found = bodyOf(source, range);
  if (!found) return undefined;
  const start = found.range.from;
  const outer = indentAt(text, range.from);
  // An empty body makes the parser take what follows the function for its statements.
  const nodes = found.statements.filter(
    ({ from }) =>
      (!text.slice(start, from).includes('\n') || indentAt(text, from).length > outer.length) &&
      (!free || from < free.from || from > free.to),
  );
  const docstring = nodes[0] && isDocstring(nodes[0]) ? trimmed(text, nodes[0]) : undefined;
  const written = docstring ? nodes.slice(1) : nodes;
  const empty = written.every(isNothing);
  const first = nodes[0] ?? free;
  const inline = first !== undefined && !text.slice(start, first.from).includes('\n');
  const indent = inline || !first ? `${outer}    ` : indentAt(text, first.from);
  const end = written.at(-1)?.name === 'ReturnStatement' ? -1 : written.length;
  return {
    from: range.from,
    start,
    docstring,
    statements: empty ? [] : written.slice(0, end).map((node) => trimmed(text, node)),
    filler: empty && written[0] ? trimmed(text, written[0]) : undefined,
    indent,
    unit: indent.slice(outer.length) || '    ',
    inline,
  };
}

const isDocstring = (node: SyntaxNode) =>
  node.name === 'ExpressionStatement' && node.firstChild?.name.endsWith('String') === true;

const isNothing = (node: SyntaxNode) =>
  node.name === 'PassStatement' ||
  (node.name === 'ExpressionStatement' && node.firstChild?.name === 'Ellipsis');

/** Without the blank lines that a block may end with. */
function trimmed(text: string, { from, to }: SourceRange): SourceRange {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}
