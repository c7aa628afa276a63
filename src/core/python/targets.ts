import type { SyntaxNode } from '@lezer/common';
import type { Binding, ScopeBuilder } from './binding.js';
import { childrenOf } from './nodes.js';

/** Binds the names that a statement (or `:=`, or a parameter list, or a pattern) gives values to. */
export function bindTargets(node: SyntaxNode, builder: ScopeBuilder): void {
  switch (node.name) {
    case 'AssignStatement':
      bindAssignment(node, builder);
      break;
    case 'UpdateStatement': {
      const [target, , value] = childrenOf(node);
      const augmented = text(node.getChild('UpdateOp'), builder) === '+=' && isLast(value);
      bind(target, builder, { kind: augmented ? 'augmented' : 'other', at: node.to, node: value });
      break;
    }
    case 'NamedExpression': {
      const [target, , value] = childrenOf(node);
      bind(target, builder, { kind: 'value', at: node.to, node: value });
      break;
    }
    case 'ForStatement':
      bindLoop(node, builder);
      break;
    case 'WithStatement':
      bindAfterAs(node, builder, 'with');
      break;
    case 'TryStatement':
      bindAfterAs(node, builder, 'other');
      break;
    case 'DeleteStatement':
      for (const name of node.getChildren('VariableName')) {
        bind(name, builder, { kind: 'deleted', at: node.to });
      }
      break;
    case 'ParamList':
      bindParameters(node, builder);
      break;
    default:
      for (const name of node.getChildren('VariableName')) {
        bind(name, builder, { kind: 'other', at: node.to });
      }
  }
}

type Fact = Pick<Binding, 'kind' | 'at' | 'node' | 'index' | 'items'>;

/** `a = b, c = 1, 2`: the groups between `=`; all but the last are targets of the last. */
function bindAssignment(node: SyntaxNode, builder: ScopeBuilder): void {
  const groups: SyntaxNode[][] = [[]];
  for (const child of childrenOf(node)) {
    if (child.name === 'AssignOp') groups.push([]);
    else if (child.name !== ',' && child.name !== 'TypeDef') groups.at(-1)?.push(child);
  }
  const values = groups.pop() ?? [];
  const [first] = values;
  if (groups.length === 0 || !first) return;
  const whole = isTuple(values) ? undefined : first;
  for (const targets of groups) {
    const [only] = targets;
    if (!isTuple(targets)) {
      const items = whole ? {} : { items: values };
      bind(only, builder, { kind: 'value', at: node.to, node: first, ...items });
    } else if (whole) unpack(targets, whole, builder, node);
    else unpackPairs(targets, values, builder, node);
  }
}

/** True for `a, b` and for the `a,` of one item. */
function isTuple(group: readonly SyntaxNode[]): boolean {
  return group.length > 1 || group[0]?.nextSibling?.name === ',' || group[0]?.name === '*';
}

function other(node: SyntaxNode): Fact {
  return { kind: 'other', at: node.to };
}

/** `a, (b, c) = x, (y, z)`: item by item where the shapes agree, else nothing is known. */
function unpackPairs(
  targets: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  builder: ScopeBuilder,
  statement: SyntaxNode,
): void {
  const plain = targets.length === values.length && ![...targets, ...values].some(isStar);
  targets.forEach((target, index) => {
    const value = plain ? values[index] : undefined;
    bind(
      target,
      builder,
      value ? { kind: 'value', at: statement.to, node: value } : other(statement),
    );
  });
}

/** `a, b = value`: item `index` of the value, where that can be evaluated. */
function unpack(
  targets: readonly SyntaxNode[],
  value: SyntaxNode,
  builder: ScopeBuilder,
  statement: SyntaxNode,
): void {
  const plain = !targets.some(isStar);
  targets.forEach((target, index) => {
    const fact: Fact = { kind: 'value', at: statement.to, node: value, index };
    bind(target, builder, plain ? fact : other(statement));
  });
}

/** Binds one target: a name, or the names in a tuple or list of targets. */
function bind(target: SyntaxNode | undefined, builder: ScopeBuilder, fact: Fact): void {
  if (!target) return;
  if (target.name === 'VariableName') {
    builder.add({ ...fact, name: text(target, builder), nameFrom: target.from });
    return;
  }
  if (target.name === 'ParenthesizedExpression') {
    bind(target.firstChild?.nextSibling ?? undefined, builder, fact);
    return;
  }
  if (target.name !== 'TupleExpression' && target.name !== 'ArrayExpression') return;
  const items = childrenOf(target).filter((child) => !/^[()[\],]$/u.test(child.name));
  const whole = fact.kind === 'value' && fact.index === undefined && !fact.items;
  const value = whole ? fact.node : undefined;
  items.forEach((item, index) => {
    const known = value && !items.some(isStar) && item.name === 'VariableName';
    const inner: Fact = known
      ? { kind: 'value', at: fact.at, node: value, index }
      : { kind: fact.kind === 'loop' ? 'loop' : 'other', at: fact.at, node: fact.node };
    bind(item, builder, inner);
  });
}

function bindLoop(node: SyntaxNode, builder: ScopeBuilder): void {
  const children = childrenOf(node);
  const split = children.findIndex((child) => child.name === 'in');
  const iterated = children.slice(split + 1).filter((child) => child.name !== ',');
  const single = iterated.length === 2 ? iterated[0] : undefined;
  for (const target of children.slice(0, Math.max(0, split))) {
    bind(target, builder, { kind: 'loop', at: target.to, node: single });
  }
}

/** `with a as x, b as y:` and `except E as x:`. */
function bindAfterAs(node: SyntaxNode, builder: ScopeBuilder, kind: 'with' | 'other'): void {
  for (const as of node.getChildren('as')) {
    const target = as.nextSibling ?? undefined;
    const manager = as.prevSibling ?? undefined;
    bind(target, builder, { kind, at: target?.to ?? as.to, node: inParens(manager) });
  }
}

/** Parenthesized managers `with (a as x, b as y):` leave an open parenthesis around the first. */
function inParens(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.name === 'ParenthesizedExpression' || node?.name === 'TupleExpression'
    ? (node.firstChild?.nextSibling ?? node)
    : node;
}

function bindParameters(node: SyntaxNode, builder: ScopeBuilder): void {
  for (const name of node.getChildren('VariableName')) {
    const isDefault = name.prevSibling?.name === 'AssignOp';
    if (!isDefault) bind(name, builder, { kind: 'parameter', at: node.to });
  }
}

function isStar(node: SyntaxNode): boolean {
  return node.name === '*';
}

function isLast(node: SyntaxNode | undefined): boolean {
  return node?.nextSibling === null;
}

function text(node: SyntaxNode | null, builder: ScopeBuilder): string {
  return node ? builder.text.slice(node.from, node.to) : '';
}
