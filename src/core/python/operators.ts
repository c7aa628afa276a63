import type { SyntaxNode } from '@lezer/common';
import { childrenOf, rangeOf, unknown } from './nodes.js';
import { longest, type Evaluate, type Place } from './place.js';
import { formatPercent } from './format.js';
import { joinStrings } from './string-value.js';
import type { PythonValue, SequenceValue, SourceRange } from './value.js';

/** `a + b + c` of strings or sequences, `template % argument`. */
export function evaluateBinary(node: SyntaxNode, place: Place, evaluate: Evaluate): PythonValue {
  const { text } = place.module;
  const rest: SyntaxNode[] = [];
  let first = node;
  // A sum of a thousand strings nests a thousand deep on its left: no recursion.
  for (;;) {
    const [left, operator, right] = operands(first);
    if (!left || !operator || !right) return unknown(node, 'is not an expression');
    if (text.slice(operator.from, operator.to) !== '+') break;
    rest.push(right);
    first = left;
    if (left.name !== 'BinaryExpression') break;
  }
  if (rest.length === 0) return evaluatePercent(node, place, evaluate);
  const values = [first, ...rest.reverse()].map((operand) => evaluate(operand, place));
  return add(values, rangeOf(node)) ?? unknown(node, 'is only known when the code runs');
}

/** The sum of strings, of lists or of tuples; undefined for anything else. */
export function add(values: readonly PythonValue[], range: SourceRange): PythonValue | undefined {
  const [first] = values;
  const strings = values.filter((value) => value.kind === 'string');
  if (strings.length === values.length) {
    const length = strings.reduce((sum, value) => sum + value.value.length, 0);
    return length < longest ? joinStrings(strings, range) : undefined;
  }
  if (first?.kind === 'list' || first?.kind === 'tuple')
    return concatenate(first.kind, values, range);
  // An unknown part of a text is a hole in it, so that the rest of the SQL can still be read.
  return strings.length > 0 ? joinStrings(values.map(asHole), range) : undefined;
}

function asHole(value: PythonValue): PythonValue & { kind: 'string' } {
  if (value.kind === 'string') return value;
  const text = '?';
  return {
    kind: 'string',
    value: text,
    holes: [{ from: 0, to: text.length }],
    pieces: [],
    range: value.range,
  };
}

function concatenate(
  kind: 'list' | 'tuple',
  values: readonly PythonValue[],
  range: SourceRange,
): SequenceValue | undefined {
  const items: PythonValue[] = [];
  for (const value of values) {
    if (value.kind !== kind) return undefined;
    for (const item of value.items) items.push(item);
  }
  return items.length < longest ? { kind, items, range } : undefined;
}

function evaluatePercent(node: SyntaxNode, place: Place, evaluate: Evaluate): PythonValue {
  const [left, operator, right] = operands(node);
  if (left && right && operator && place.module.text.slice(operator.from, operator.to) === '%') {
    const template = evaluate(left, place);
    if (template.kind === 'string') {
      return formatPercent(template, evaluate(right, place), rangeOf(node));
    }
  }
  return unknown(node, 'is only known when the code runs');
}

/** `-1`, `+1`. */
export function evaluateUnary(node: SyntaxNode, place: Place, evaluate: Evaluate): PythonValue {
  const [operator, operand] = childrenOf(node);
  const sign = operator ? place.module.text.slice(operator.from, operator.to) : '';
  const value = operand && evaluate(operand, place);
  if (value?.kind !== 'number' || (sign !== '-' && sign !== '+')) {
    return unknown(node, 'is only known when the code runs');
  }
  const text =
    sign === '+' ? value.text : value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`;
  return { kind: 'number', text, range: rangeOf(node) };
}

/** Left side, operator and right side; `not in` and `is not` have a fourth part. */
function operands(node: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  const children = childrenOf(node);
  return children.length === 3 ? children : [];
}
