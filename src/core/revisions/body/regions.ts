import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { evaluate } from '../../python/evaluate.js';
import { isForOtherDatabase } from './dialect.js';
import type { Frame } from './role.js';
import { roleOf } from './roles.js';

/** What holds for all that stands in a node. */
export interface Region {
  readonly conditional?: boolean;
  /** It runs only where the database is not PostgreSQL. */
  readonly otherDatabase?: boolean;
  readonly autocommit?: boolean;
  /** `with op.batch_alter_table(…)`: what is called on the batch is done where the region ends. */
  readonly batch?: boolean;
  /** Names that a lambda or a comprehension binds for itself. */
  readonly shadowed?: readonly string[];
  /** The `for` whose rounds may be known. */
  readonly loop?: SyntaxNode;
}

const conditionalOwners = new Set([
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'TryStatement',
  'MatchClause',
]);

/** The region that a node opens, if it opens one. */
export function regionOf(ref: SyntaxNodeRef, frame: Frame): Region | undefined {
  switch (ref.name) {
    case 'Body': {
      const owner = ref.node.parent;
      const loop = owner?.name === 'ForStatement' && isLoopBody(ref, owner) ? { loop: owner } : {};
      if (owner?.name === 'IfStatement' && isForOtherDatabase(ref.node, frame.module.text))
        return { conditional: true, otherDatabase: true };
      if (owner && conditionalOwners.has(owner.name)) return { conditional: true, ...loop };
      return owner?.name === 'WithStatement' ? regionOfWith(owner, frame) : undefined;
    }
    case 'elif':
    case 'ConditionalExpression':
      return { conditional: true };
    case 'BinaryExpression': {
      const node = ref.node;
      return node.getChild('and') || node.getChild('or') ? { conditional: true } : undefined;
    }
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'DictionaryComprehensionExpression':
    case 'SetComprehensionExpression':
      return { conditional: true, shadowed: comprehensionNames(ref.node, frame) };
    case 'ArgList': {
      // A generator as the only argument has no node of its own.
      const node = ref.node;
      if (!node.getChild('for')) return undefined;
      return { conditional: true, shadowed: comprehensionNames(node, frame) };
    }
    case 'LambdaExpression': {
      const names = ref.node.getChild('ParamList')?.getChildren('VariableName') ?? [];
      return { shadowed: names.map((name) => textOf(name, frame)) };
    }
    default:
      return undefined;
  }
}

/** False for the body of the loop's `else`. */
function isLoopBody(ref: SyntaxNodeRef, loop: SyntaxNode): boolean {
  return loop.getChild('Body')?.from === ref.from;
}

/** `with context.autocommit_block():`, and `with suppress(…):`, in which anything may be left out. */
function regionOfWith(node: SyntaxNode, frame: Frame): Region | undefined {
  let region: Region | undefined;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const manager =
      child.name === 'ParenthesizedExpression' ? child.getChild('CallExpression') : child;
    if (manager?.name !== 'CallExpression') continue;
    const role = roleOf(manager, frame)?.kind;
    if (role === 'autocommit') region = { ...region, autocommit: true };
    if (role === 'batch') region = { ...region, batch: true };
    const callee = manager.firstChild && evaluate(manager.firstChild, frame);
    if (callee?.kind === 'name' && callee.path === 'contextlib.suppress') {
      region = { ...region, conditional: true };
    }
  }
  return region;
}

/** The names between `for` and `in`. */
function comprehensionNames(node: SyntaxNode, frame: Frame): string[] {
  const names: string[] = [];
  let inTarget = false;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') inTarget = true;
    else if (child.name === 'in') inTarget = false;
    else if (inTarget) names.push(...(textOf(child, frame).match(/[\p{L}_][\p{L}\w]*/gu) ?? []));
  }
  return names;
}

function textOf(node: SyntaxNode, { module }: Frame): string {
  return module.text.slice(node.from, node.to);
}
