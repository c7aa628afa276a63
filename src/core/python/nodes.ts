import type { SyntaxNode } from '@lezer/common';
import type { SourceRange, UnknownValue } from './value.js';

export function unknown(node: SourceRange, reason: string): UnknownValue {
  return { kind: 'unknown', reason, range: rangeOf(node) };
}

export function rangeOf({ from, to }: SourceRange): SourceRange {
  return { from, to };
}

/** The expression in parentheses, after `await`, or after `:=`. */
export function innerExpression(node: SyntaxNode): SyntaxNode | undefined {
  const children = childrenOf(node);
  if (node.name === 'NamedExpression') return children[2];
  return children[1];
}

/** Children without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}
