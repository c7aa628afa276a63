import type { SyntaxNode } from '@lezer/common';
import { evaluate } from '../../python/evaluate.js';
import { sendingMethods } from './directives.js';
import { roleByName, type Frame, type Role, type RoleOf } from './role.js';

/** What is imported from Alembic, by its dotted path. */
export function roleOfPath(path: string): Role | undefined {
  if (path === 'alembic.op') return { kind: 'op' };
  if (path === 'alembic.context') return { kind: 'context' };
  if (path.startsWith('alembic.op.')) {
    const name = path.slice('alembic.op.'.length);
    return name.includes('.') ? undefined : { kind: 'directive', name };
  }
  // A project's own wrapper that stands in for Alembic's.
  return /(?:^|\.)op$/u.test(path) ? { kind: 'op' } : undefined;
}

/** `op.add_column`, `batch_op.drop_column`, `bind.execute`, `context.bind`, `self.helper`. */
export function roleOfMember(node: SyntaxNode, frame: Frame, roleOf: RoleOf): Role | undefined {
  const property = node.getChild('PropertyName');
  const object = node.firstChild;
  if (!property || !object) return undefined;
  const name = frame.module.text.slice(property.from, property.to);
  const owner = roleOf(object, frame);
  switch (owner?.kind) {
    case 'op':
      return { kind: 'directive', name };
    case 'batch':
      return { kind: 'directive', name, batch: owner };
    case 'connection':
      if (sendingMethods.has(name)) return { ...owner, kind: 'send', method: name };
      return connectionAttributes.has(name) ? owner : undefined;
    case 'context':
      if (name === 'execute') return { kind: 'send', method: name };
      if (name === 'impl') return owner;
      return name === 'bind' || name === 'connection' ? { kind: 'connection' } : undefined;
    case 'class':
    case 'instance': {
      const method = methodOf(owner.node, name, frame);
      return method
        ? { kind: 'function', node: method, outer: frame.module.scope, self: owner.node }
        : roleByName(name);
    }
    case undefined:
      return roleOfForeignMember(node, name, frame);
    default:
      return undefined;
  }
}

const connectionAttributes = new Set([
  'engine',
  'connection',
  'bind',
  'sync_connection',
  'sync_session',
]);

/** `alembic.op` after `import alembic`; `db.session` of whatever `db` is. */
function roleOfForeignMember(node: SyntaxNode, name: string, frame: Frame): Role | undefined {
  const path = evaluate(node, frame);
  const role = path.kind === 'name' ? roleOfPath(path.path) : undefined;
  const named = role ?? roleByName(name);
  return named?.kind === 'batch' ? undefined : named;
}

/** The definition of a method in a class of this file, its bases in this file left out. */
export function methodOf(
  definition: SyntaxNode,
  name: string,
  { module }: Pick<Frame, 'module'>,
): SyntaxNode | undefined {
  for (let child = definition.getChild('Body')?.firstChild; child; child = child.nextSibling) {
    const method =
      child.name === 'DecoratedStatement' ? child.getChild('FunctionDefinition') : child;
    if (method?.name !== 'FunctionDefinition') continue;
    const label = method.getChild('VariableName');
    if (label && module.text.slice(label.from, label.to) === name) return method;
  }
  return undefined;
}
