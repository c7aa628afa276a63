import type { SyntaxNode } from '@lezer/common';
import { lookup } from '../python/lookup.js';
import { parsePython, type PythonModule } from '../python/parse.js';
import { BodyReader } from './body/reader.js';
import type { Frame, Role } from './body/role.js';
import { roleOf } from './body/roles.js';
import type { MigrationFunction, RevisionBody, Unanalyzable } from './revision.js';

/**
 * Reads what `upgrade()` and `downgrade()` of a migration do. Never throws; what cannot be read is
 * listed in `unanalyzable`.
 */
export function readBody(text: string): RevisionBody {
  return readModuleBody(parsePython(text));
}

/** The same of a file that is parsed already, as an editor has it. */
export function readModuleBody(module: PythonModule): RevisionBody {
  const unanalyzable: Unanalyzable[] = [];
  const upgrade = readFunction(module, 'upgrade', unanalyzable);
  const downgrade = readFunction(module, 'downgrade', unanalyzable);
  const distinct = new Map(unanalyzable.map((place) => [`${place.line} ${place.reason}`, place]));
  const places = [...distinct.values()].sort((a, b) => a.line - b.line);
  return { upgrade, downgrade, unanalyzable: places };
}

function readFunction(
  module: PythonModule,
  name: string,
  unanalyzable: Unanalyzable[],
): MigrationFunction | undefined {
  const found = lookup(module.scope, name, Infinity);
  const binding = found?.bindings[0];
  if (!binding) return undefined;
  const frame: Frame = { module, scope: module.scope, parameters: new Map() };
  const role = definitionOf(
    binding.kind === 'function' ? binding.node : undefined,
    binding.node,
    frame,
  );
  if (role?.kind !== 'function') {
    const line = module.lines.line(binding.nameFrom);
    unanalyzable.push({ line, reason: `\`${name}\` is not defined in this file` });
    return undefined;
  }
  const reader = new BodyReader(module);
  const around = { conditional: false, otherDatabase: false, autocommit: false, via: undefined };
  reader.enter(role, undefined, frame, around);
  unanalyzable.push(...reader.unanalyzable);
  const { node } = role;
  const { operations } = reader;
  return {
    range: { from: node.from, to: node.to },
    line: module.lines.line(node.from),
    ...bodyFacts(node, operations.length > 0),
    operations,
  };
}

/** `def upgrade`, or what `upgrade = …` names. */
function definitionOf(
  definition: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  frame: Frame,
): Role | undefined {
  if (definition) return { kind: 'function', node: definition, outer: frame.module.scope };
  if (value?.name === 'LambdaExpression') {
    return { kind: 'function', node: value, outer: frame.module.scope };
  }
  return roleOf(value, frame);
}

/** Whether a body does nothing, or does nothing but raise. */
function bodyFacts(node: SyntaxNode, acts: boolean): Pick<MigrationFunction, 'empty' | 'raises'> {
  let empty = true;
  let raises = false;
  const body = node.getChild('Body');
  for (let child = body?.firstChild; child; child = child.nextSibling) {
    if (child.name === ':' || child.name === 'Comment' || isNothing(child)) continue;
    empty = false;
    if (child.name === 'RaiseStatement') raises = true;
  }
  return { empty: empty && body !== null, raises: raises && !acts };
}

/** `pass`, `...`, a docstring, a bare `return`. */
function isNothing(node: SyntaxNode): boolean {
  if (node.name === 'PassStatement') return true;
  if (node.name === 'ReturnStatement')
    return node.lastChild?.name === 'return' || node.getChild('None') !== null;
  const only = node.name === 'ExpressionStatement' ? node.firstChild : null;
  return only !== null && /^(?:Ellipsis|String|ContinuedString)$/u.test(only.name);
}
