import type { SyntaxNode } from '@lezer/common';
import { innerExpression } from '../../python/nodes.js';
import { lookup, type Lookup } from '../../python/lookup.js';
import type { Binding } from '../../python/binding.js';
import { roleOfCall } from './call-roles.js';
import { roleOfMember, roleOfPath } from './member-roles.js';
import { roleByName, type Frame, type Role } from './role.js';

const deepest = 30;
let nesting = 0;

/** What an expression is to a migration; undefined for everything that is none of that. */
export function roleOf(node: SyntaxNode | null | undefined, frame: Frame): Role | undefined {
  if (!node || nesting >= deepest) return undefined;
  nesting++;
  try {
    return roleOfNode(node, frame);
  } finally {
    nesting--;
  }
}

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
  const there = scope === frame.scope ? frame : { ...frame, scope, parameters: none };
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

const none: ReadonlyMap<string, Role> = new Map();
