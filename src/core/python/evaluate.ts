import type { SyntaxNode } from '@lezer/common';
import { evaluateCall } from './calls.js';
import { evaluateName } from './names.js';
import { evaluateBinary, evaluateUnary } from './operators.js';
import type { PythonModule } from './parse.js';
import type { Scope } from './scope.js';
import { addStringLiteral } from './string-literal.js';
import { StringBuilder } from './string-value.js';
import type { PythonValue, SourceRange, UnknownValue } from './value.js';

/** Where an expression stands: what its names mean. */
export interface Place {
  readonly module: PythonModule;
  readonly scope: Scope;
  /** Names bound by a comprehension or a lambda around the expression. */
  readonly shadowed?: ReadonlySet<string>;
  /** How deep the evaluation is nested; evaluation ends at `deepest`. */
  readonly depth?: number;
}

const deepest = 150;

/** Text and lists longer than this are not put together. */
export const longest = 1_000_000;

/**
 * What can be known of an expression without running it. Names are followed to the literals they
 * are bound to and to what they are imported from. Never throws.
 */
export function evaluate(node: SyntaxNode, place: Place): PythonValue {
  const depth = (place.depth ?? 0) + 1;
  if (depth > deepest) return unknown(node, 'is nested too deep');
  return evaluateNode(node, { ...place, depth });
}

function evaluateNode(node: SyntaxNode, place: Place): PythonValue {
  const range = rangeOf(node);
  const { text } = place.module;
  switch (node.name) {
    case 'None':
      return { kind: 'none', range };
    case 'Boolean':
      return { kind: 'boolean', value: text.slice(node.from, node.to) === 'True', range };
    case 'Number':
      return { kind: 'number', text: text.slice(node.from, node.to).replaceAll('_', ''), range };
    case 'String':
    case 'FormatString':
      return evaluateStrings([node], node, place);
    case 'ContinuedString':
      return evaluateStrings(childrenOf(node), node, place);
    case 'VariableName':
      return evaluateName(node, place);
    case 'MemberExpression':
    case 'CallExpression':
      return evaluateCall(node, place);
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'NamedExpression': {
      const inner = innerExpression(node);
      return inner ? { ...evaluate(inner, place), range } : unknown(node, 'is not an expression');
    }
    case 'TupleExpression':
      return evaluateItems(node, 'tuple', place);
    case 'ArrayExpression':
      return evaluateItems(node, 'list', place);
    case 'SetExpression':
      return evaluateItems(node, 'set', place);
    case 'DictionaryExpression':
      return evaluateDict(node, place);
    case 'BinaryExpression':
      return evaluateBinary(node, place);
    case 'UnaryExpression':
      return evaluateUnary(node, place);
    default:
      return unknown(node, 'is only known when the code runs');
  }
}

function evaluateStrings(
  parts: readonly SyntaxNode[],
  whole: SyntaxNode,
  place: Place,
): PythonValue {
  const builder = new StringBuilder();
  for (const part of parts) {
    const bytes = addStringLiteral(part, place.module.text, builder, (hole, into) =>
      fillHole(hole, into, place),
    );
    if (bytes) return unknown(whole, 'is a bytes literal');
  }
  return builder.build(rangeOf(whole));
}

/** `{name}` where the name is bound to a literal string or number, without conversion or format. */
function fillHole(hole: SyntaxNode, into: StringBuilder, place: Place): boolean {
  const [, expression, end, more] = childrenOf(hole);
  if (!expression || end?.name !== '}' || more) return false;
  const value = evaluate(expression, place);
  if (value.kind === 'number') into.addText(value.text);
  else if (value.kind === 'string' && value.value.length < longest) into.addPart(value);
  else return false;
  return true;
}

/** Items between brackets; `*literal` is unpacked, any other `*` is one unknown item. */
function evaluateItems(
  node: SyntaxNode,
  kind: 'tuple' | 'list' | 'set',
  place: Place,
): PythonValue {
  const items: PythonValue[] = [];
  let star = false;
  for (const child of childrenOf(node)) {
    if (child.name === '*') star = true;
    else if (!punctuation.has(child.name)) {
      addItem(items, evaluate(child, place), star);
      star = false;
    }
  }
  if (items.length > longest) return unknown(node, 'is too long');
  return { kind, items, range: rangeOf(node) };
}

/** Adds a value, or (for `*value`) the items of a literal sequence. */
export function addItem(items: PythonValue[], value: PythonValue, star: boolean): void {
  if (!star) items.push(value);
  else if (value.kind === 'list' || value.kind === 'tuple') {
    for (const item of value.items) items.push(item);
  } else items.push({ kind: 'unknown', reason: 'is unpacked with *', range: value.range });
}

function evaluateDict(node: SyntaxNode, place: Place): PythonValue {
  const parts = childrenOf(node).filter((child) => !punctuation.has(child.name));
  const entries: { key: PythonValue; value: PythonValue }[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [key, value] = [parts[at], parts[at + 1]];
    if (!key || !value) break;
    const evaluated = evaluate(value, place);
    if (key.name !== '**') entries.push({ key: evaluate(key, place), value: evaluated });
    else if (evaluated.kind === 'dict') entries.push(...evaluated.entries);
    else entries.push({ key: unknown(key, 'is unpacked with **'), value: evaluated });
  }
  return { kind: 'dict', entries, range: rangeOf(node) };
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '⚠']);

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
