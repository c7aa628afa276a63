import type { SyntaxNode } from '@lezer/common';
import { innerExpression } from '../../python/nodes.js';
import { lookup, type Lookup } from '../../python/lookup.js';
import type { Binding, Scope } from '../../python/binding.js';
import { roleOfCall } from './call-roles.js';
import { roleOfMember, roleOfPath } from './member-roles.js';
import { roleByName, type Frame, type Role } from './role.js';

const deepest = 30;
let nesting = 0;

/** What an expression is to a migration; undefined for everything that is none of that. */
export function roleOf(node: SyntaxNode | null | undefined, frame: Frame): Role | undefined {
  if (!node || nesting >= deepest) return undefined;
  const roles = known.get(frame) ?? new Map<string, Role | undefined>();
  known.set(frame, roles);
  const key = `${node.from} ${node.to}`;
  if (roles.has(key)) return roles.get(key);
  nesting++;
  try {
    const role = roleOfNode(node, frame);
    roles.set(key, role);
    return role;
  } finally {
    nesting--;
  }
}

/** The roles found in a frame, by place: a chain of calls asks for its beginning again and again. */
const known = new WeakMap<Frame, Map<string, Role | undefined>>();

function roleOfNode(node: SyntaxNode, frame: Frame): Role | undefined {
  switch (node.name) {
    case 'VariableName':
      return roleOfName(node, frame);
    case 'MemberExpression':
      return roleOfMember(node, frame, roleOf);
    case 'CallExpression':
      return roleOfCall(node, frame, roleOf);
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'NamedExpression':
      return roleOf(innerExpression(node), frame);
    case 'ConditionalExpression':
      return roleOf(node.firstChild, frame) ?? roleOf(node.lastChild, frame);
    case 'BinaryExpression':
      return node.getChild('or') ? roleOf(node.firstChild, frame) : undefined;
    default:
      return undefined;
  }
}

function roleOfName(node: SyntaxNode, frame: Frame): Role | undefined {
  const name = frame.module.text.slice(node.from, node.to);
  if (frame.shadowed?.has(name)) return roleByName(name);
  if (name === 'self' || name === 'cls') {
    return frame.self ? { kind: 'instance', node: frame.self } : undefined;
  }
  const found = lookup(frame.scope, name, node.from);
  for (const binding of found?.bindings ?? []) {
    const role = found && roleOfBinding(binding, found, frame);
    if (role) return role;
  }
  return roleByName(name);
}

function roleOfBinding(binding: Binding, found: Lookup, frame: Frame): Role | undefined {
  const { scope } = found;
  // A name of an outer function or of the module is not seen with this function's arguments.
  const there = scope === frame.scope ? frame : outerFrame(scope, frame);
  switch (binding.kind) {
    case 'import':
      return roleOfPath(binding.path ?? '');
    case 'value':
      if (binding.index !== undefined || binding.items) return undefined;
      return isSelf(binding, there) ? undefined : roleOf(binding.node, there);
    case 'with':
      return roleOf(binding.node, there);
    case 'function':
      return binding.node && { kind: 'function', node: binding.node, outer: scope };
    case 'class':
      return binding.node && { kind: 'class', node: binding.node };
    case 'parameter':
      return there.parameters.get(binding.name);
    default:
      return undefined;
  }
}

/** `op = op`, which would be followed for ever. */
function isSelf({ node, name }: Binding, { module }: Frame): boolean {
  return node?.name === 'VariableName' && module.text.slice(node.from, node.to) === name;
}

function outerFrame(scope: Scope, { module }: Frame): Frame {
  const frame = outerFrames.get(scope) ?? { module, scope, parameters: new Map() };
  outerFrames.set(scope, frame);
  return frame;
}

const outerFrames = new WeakMap<Scope, Frame>();
