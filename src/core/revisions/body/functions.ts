import type { SyntaxNode } from '@lezer/common';
import { argumentParts } from '../../python/calls.js';
import { evaluate } from '../../python/evaluate.js';
import type { PythonModule } from '../../python/parse.js';
import { asText, literalText } from '../../python/as-text.js';
import type { Frame, FunctionRole, Role } from './role.js';
import { roleOf } from './roles.js';

/** The frame in which a function of this file runs when a call (or something unseen) reaches it. */
export function frameOf(role: FunctionRole, call: SyntaxNode | undefined, from: Frame): Frame {
  const { module } = from;
  return {
    module,
    scope: module.functionScope(role.node, role.outer),
    parameters: call ? argumentRoles(role, call, from) : new Map(),
    self: role.self,
  };
}

/** What the arguments of a call are, by the names of the parameters. */
function argumentRoles(role: FunctionRole, call: SyntaxNode, from: Frame): Map<string, Role> {
  const roles = new Map<string, Role>();
  const names = parameterNames(role.node, from.module);
  const bound = role.self && (names[0] === 'self' || names[0] === 'cls') ? names.slice(1) : names;
  const list = call.getChild('ArgList');
  let position = 0;
  for (const [first, second, third] of list ? argumentParts(list) : []) {
    const keyword = second?.name === 'AssignOp' && first;
    const name = keyword ? from.module.text.slice(first.from, first.to) : bound[position++];
    const argument = roleOf(keyword ? third : first, from);
    if (name !== undefined && argument) roles.set(name, argument);
  }
  return roles;
}

function parameterNames(node: SyntaxNode, { text }: PythonModule): string[] {
  const names = node.getChild('ParamList')?.getChildren('VariableName') ?? [];
  return names
    .filter((name) => name.prevSibling?.name !== 'AssignOp')
    .map((name) => text.slice(name.from, name.to));
}

/** The name in `def name(…)`. */
export function functionName(node: SyntaxNode, { text }: PythonModule): string | undefined {
  const name = node.getChild('VariableName');
  return name ? text.slice(name.from, name.to) : undefined;
}

/**
 * The functions that `globals()["upgrade_%s" % engine]()` or `eval("upgrade_" + engine)()` may call,
 * as Alembic's template for several databases does: all whose names fit what is known of the text.
 */
export function dispatched(callee: SyntaxNode | null, frame: Frame): FunctionRole[] {
  const key = dispatchKey(callee, frame);
  const text = asText(key);
  if (!text) return [];
  const exact = literalText(key);
  const prefix = text.value
    .slice(0, text.holes[0]?.from ?? text.value.length)
    .replace(/\(.*$/su, '');
  const found: FunctionRole[] = [];
  for (const [name, bindings] of frame.module.scope.bindings) {
    if (exact === undefined ? prefix === '' || !name.startsWith(prefix) : name !== prefix) continue;
    const node = bindings.at(-1)?.kind === 'function' ? bindings.at(-1)?.node : undefined;
    if (node) found.push({ kind: 'function', node, outer: frame.module.scope });
  }
  return found;
}

function dispatchKey(
  callee: SyntaxNode | null,
  frame: Frame,
): ReturnType<typeof evaluate> | undefined {
  const { text } = frame.module;
  const object = callee?.firstChild;
  if (callee?.name === 'MemberExpression' && object) {
    if (text.slice(object.from, object.to) !== 'globals()') return undefined;
    const key = object.nextSibling?.nextSibling;
    return key ? evaluate(key, frame) : undefined;
  }
  if (callee?.name !== 'CallExpression' || !object) return undefined;
  if (text.slice(object.from, object.to) !== 'eval') return undefined;
  const list = callee.getChild('ArgList');
  const [first] = list ? argumentParts(list) : [];
  return first?.[0] ? evaluate(first[0], frame) : undefined;
}
