import type { SyntaxNode } from '@lezer/common';
import { childrenOf, rangeOf, unknown } from './nodes.js';
import { addItem, type Evaluate, type Place } from './place.js';
import { callStringMethod, dedent } from './string-methods.js';
import type { CallValue, KeywordArgument, PythonValue } from './value.js';

/** A call with its arguments, however it was spelled; undefined for what is no whole call. */
export function readCall(
  node: SyntaxNode,
  place: Place,
  evaluate: Evaluate,
): CallValue | undefined {
  const callee = node.firstChild;
  const list = node.getChild('ArgList');
  if (!callee || !list) return undefined;
  const args: PythonValue[] = [];
  const keywords: KeywordArgument[] = [];
  for (const part of argumentParts(list))
    addArgument(part, (node) => evaluate(node, place), place.module.text, args, keywords);
  return {
    kind: 'call',
    ...calleeOf(callee, place, evaluate),
    args,
    keywords,
    range: rangeOf(node),
  };
}

/** The children of each argument of a call. */
export function argumentParts(list: SyntaxNode): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const child of childrenOf(list)) {
    if (child.name === ',') parts.push([]);
    else if (child.name !== '(' && child.name !== ')') parts.at(-1)?.push(child);
  }
  return parts.filter((part) => part.length > 0);
}

function addArgument(
  part: readonly SyntaxNode[],
  valueOf: (node: SyntaxNode) => PythonValue,
  text: string,
  args: PythonValue[],
  keywords: KeywordArgument[],
): void {
  const [first, second, third] = part;
  if (!first) return;
  if (first.name === '*' && second) addItem(args, valueOf(second), true);
  else if (first.name === '**' && second) addMapping(keywords, valueOf(second));
  else if (second?.name === 'AssignOp' && third) {
    const value = valueOf(third);
    const walrus = text.slice(second.from, second.to) === ':=';
    if (walrus) args.push(value);
    else keywords.push({ name: text.slice(first.from, first.to), value });
  } else if (second && second.name !== '⚠') {
    args.push(unknown({ from: first.from, to: part.at(-1)?.to ?? first.to }, 'is a generator'));
  } else args.push(valueOf(first));
}

function addMapping(keywords: KeywordArgument[], value: PythonValue): void {
  const names = value.kind === 'dict' ? value.entries : [];
  if (value.kind !== 'dict' || names.some(({ key }) => key.kind !== 'string')) {
    keywords.push({ name: undefined, value });
    return;
  }
  for (const { key, value: item } of names) {
    if (key.kind === 'string') keywords.push({ name: key.value, value: item });
  }
}

/** What is called: a path, or a method of something that is no path. */
function calleeOf(
  callee: SyntaxNode,
  place: Place,
  evaluate: Evaluate,
): Pick<CallValue, 'path' | 'receiver' | 'method'> {
  const property = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
  if (property && callee.firstChild) {
    const receiver = evaluate(callee.firstChild, place);
    const method = place.module.text.slice(property.from, property.to);
    return receiver.kind === 'name'
      ? { path: `${receiver.path}.${method}` }
      : { path: undefined, receiver, method };
  }
  const value = evaluate(callee, place);
  return value.kind === 'name' ? { path: value.path } : { path: undefined, receiver: value };
}

/** Calls whose result is as literal as their arguments. */
export function literalResult(call: CallValue): PythonValue | undefined {
  const [first] = call.args;
  if (call.receiver?.kind === 'string' && call.method !== undefined) {
    return callStringMethod(call.receiver, call.method, call);
  }
  if (first?.kind !== 'string' || call.args.length !== 1) return undefined;
  if (call.path === 'textwrap.dedent' || call.path === 'inspect.cleandoc') return dedent(first);
  return call.path === 'str' ? first : undefined;
}

/** An attribute (`a.b`) or an item (`a[0]`). */
export function evaluateAttributeOrItem(
  node: SyntaxNode,
  place: Place,
  evaluate: Evaluate,
): PythonValue {
  const object = node.firstChild;
  if (!object) return unknown(node, 'is not an expression');
  const property = node.getChild('PropertyName');
  const value = evaluate(object, place);
  if (!property) return item(node, value, (key) => evaluate(key, place));
  const name = place.module.text.slice(property.from, property.to);
  const path = value.kind === 'name' ? value.path : sourcePath(object, place);
  return path === undefined
    ? unknown(node, `\`${name}\` of something only known when the code runs`)
    : { kind: 'name', path: `${path}.${name}`, range: rangeOf(node) };
}

/** `users.c` where `users` is bound to a call: the path as it is written. */
function sourcePath(node: SyntaxNode, place: Place): string | undefined {
  const text = place.module.text.slice(node.from, node.to);
  return /^[\p{L}_][\w\p{L}]*(?:\.[\w\p{L}]+)*$/u.test(text) ? text : undefined;
}

/** `value[key]` with a literal key. */
function item(
  node: SyntaxNode,
  value: PythonValue,
  valueOf: (node: SyntaxNode) => PythonValue,
): PythonValue {
  const inside = childrenOf(node).slice(2, -1);
  const [only] = inside;
  const key = only && inside.length === 1 ? valueOf(only) : undefined;
  let found: PythonValue | undefined;
  if (value.kind === 'dict' && key?.kind === 'string') {
    found = value.entries.find(
      (entry) => entry.key.kind === 'string' && entry.key.value === key.value,
    )?.value;
  } else if ((value.kind === 'list' || value.kind === 'tuple') && key?.kind === 'number') {
    found = value.items.at(Number(key.text));
  }
  return found
    ? { ...found, range: rangeOf(node) }
    : unknown(node, 'is only known when the code runs');
}
