import type { SyntaxNode } from '@lezer/common';
import { evaluateAttributeOrItem, literalResult, readCall } from './calls.js';
import { resolve } from './names.js';
import { childrenOf, innerExpression, rangeOf, unknown } from './nodes.js';
import { evaluateBinary, evaluateUnary } from './operators.js';
import { addItem, longest, type Place } from './place.js';
import { addStringLiteral } from './string-literal.js';
import { StringBuilder } from './string-value.js';
import type { CallValue, PythonValue, SourceRange } from './value.js';

const deepest = 150;

/** How deep the evaluation is nested just now: a counter, because copies of `Place` cost more. */
let nesting = 0;

/**
 * What can be known of an expression without running it. Names are followed to the literals they
 * are bound to and to what they are imported from. Never throws.
 */
export function evaluate(node: SyntaxNode, place: Place): PythonValue {
  if (nesting >= deepest) return unknown(node, 'is nested too deep');
  nesting++;
  try {
    return evaluateNode(node, place);
  } finally {
    nesting--;
  }
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
      return valueOfName(text.slice(node.from, node.to), node.from, place, range);
    case 'MemberExpression':
      return evaluateAttributeOrItem(node, place, evaluate);
    case 'CallExpression': {
      const call = callValue(node, place);
      return call ? (literalResult(call) ?? call) : unknown(node, 'is not an expression');
    }
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
      return evaluateBinary(node, place, evaluate);
    case 'UnaryExpression':
      return evaluateUnary(node, place, evaluate);
    default:
      return unknown(node, 'is only known when the code runs');
  }
}

/** A call with its arguments, even where its result is as literal as they are. */
export function callValue(node: SyntaxNode, place: Place): CallValue | undefined {
  return readCall(node, place, evaluate);
}

/**
 * What a name stands for at an offset of its scope (Infinity: when the scope has run to its end).
 * A name that the file does not bind is a path of its own: a builtin.
 */
export function valueOfName(
  name: string,
  at: number,
  place: Place,
  range: SourceRange,
): PythonValue {
  return resolve(name, at, place, range, evaluate);
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
