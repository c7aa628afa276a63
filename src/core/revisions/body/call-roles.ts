import type { SyntaxNode } from '@lezer/common';
import { literalText } from '../../python/as-text.js';
import { argumentParts } from '../../python/calls.js';
import { callValue, evaluate } from '../../python/evaluate.js';
import type { BatchRole, Frame, Role, RoleOf } from './role.js';

/** What a call gives: `op.get_bind()`, `op.batch_alter_table("t")`, `Session(bind=bind)`. */
export function roleOfCall(node: SyntaxNode, frame: Frame, roleOf: RoleOf): Role | undefined {
  const callee = node.firstChild;
  if (!callee) return undefined;
  const called = roleOf(callee, frame);
  switch (called?.kind) {
    case 'directive':
      return resultOfDirective(called.name, node, frame);
    case 'class':
      return { kind: 'instance', node: called.node };
    case 'session maker':
      return { kind: 'connection' };
    case 'function':
      return resultOfFunction(called.node, called.outer, frame, roleOf);
    default:
      return (
        resultOfMethod(callee, node, frame, roleOf) ?? resultOfPath(callee, node, frame, roleOf)
      );
  }
}

function resultOfDirective(
  name: string | undefined,
  node: SyntaxNode,
  frame: Frame,
): Role | undefined {
  if (name === 'get_bind') return { kind: 'connection' };
  if (name === 'get_context') return { kind: 'context' };
  return name === 'batch_alter_table' ? batchOf(node, frame) : undefined;
}

function batchOf(node: SyntaxNode, frame: Frame): BatchRole {
  const call = callValue(node, frame);
  const keyword = (name: string): BatchRole['table'] =>
    call?.keywords.find((argument) => argument.name === name)?.value;
  return {
    kind: 'batch',
    table: call?.args[0] ?? keyword('table_name'),
    schema: call?.args[1] ?? keyword('schema'),
  };
}

/** Methods whose result is again a way to send SQL. */
const connecting = new Set([
  'begin',
  'begin_nested',
  'connect',
  'connection',
  'cursor',
  'execution_options',
  'get_bind',
  'raw_connection',
  '__enter__',
]);

function resultOfMethod(
  callee: SyntaxNode,
  node: SyntaxNode,
  frame: Frame,
  roleOf: RoleOf,
): Role | undefined {
  const property = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
  if (!property) return undefined;
  const name = frame.module.text.slice(property.from, property.to);
  if (name === 'enter_context') return roleOf(firstArgument(node), frame);
  const owner = roleOf(callee.firstChild, frame);
  if (owner?.kind === 'context') {
    if (name === 'autocommit_block') return { kind: 'autocommit' };
    if (name === 'get_bind') return { kind: 'connection' };
    return name === 'get_context' ? owner : undefined;
  }
  if (owner?.kind !== 'connection' || !connecting.has(name)) return undefined;
  return setsAutocommit(node, frame) ? { ...owner, autocommit: true } : owner;
}

/** `.execution_options(isolation_level="AUTOCOMMIT")`. */
function setsAutocommit(node: SyntaxNode, frame: Frame): boolean {
  const keywords = callValue(node, frame)?.keywords ?? [];
  const level = keywords.find(({ name }) => name === 'isolation_level');
  return literalText(level?.value)?.toUpperCase() === 'AUTOCOMMIT';
}

/** Calls of what is imported: sessions, `Operations(context)`, `getattr(op, "add_column")`. */
function resultOfPath(
  callee: SyntaxNode,
  node: SyntaxNode,
  frame: Frame,
  roleOf: RoleOf,
): Role | undefined {
  const value = evaluate(callee, frame);
  if (value.kind !== 'name') return undefined;
  const { path } = value;
  if (path === 'getattr') return attributeOf(node, frame, roleOf);
  if (/^typing\.cast$/u.test(path)) return roleOf(argumentNodes(node)[1], frame);
  if (/^alembic\.operations\.(?:base\.)?Operations(?:\.context)?$/u.test(path))
    return { kind: 'op' };
  if (/^alembic\.(?:runtime\.)?migration\.MigrationContext\.configure$/u.test(path)) {
    return { kind: 'context' };
  }
  if (/(?:^|\.)(?:Session|AsyncSession)$/u.test(path)) return { kind: 'connection' };
  return /(?:^|\.)(?:sessionmaker|scoped_session)$/u.test(path)
    ? { kind: 'session maker' }
    : undefined;
}

function attributeOf(node: SyntaxNode, frame: Frame, roleOf: RoleOf): Role | undefined {
  const [object, attribute] = argumentNodes(node);
  const owner = roleOf(object, frame);
  const name = attribute ? literalText(evaluate(attribute, frame)) : undefined;
  if (owner?.kind === 'op') return { kind: 'directive', name };
  if (owner?.kind === 'batch') return { kind: 'directive', name, batch: owner };
  return undefined;
}

/** A function of this file that returns a connection, say: the role of its last `return`. */
function resultOfFunction(
  definition: SyntaxNode,
  outer: Frame['scope'],
  frame: Frame,
  roleOf: RoleOf,
): Role | undefined {
  const last = definition.getChild('Body')?.lastChild;
  if (last?.name !== 'ReturnStatement') return undefined;
  const scope = frame.module.functionScope(definition, outer);
  return roleOf(last.firstChild?.nextSibling, { ...frame, scope, parameters: new Map() });
}

function firstArgument(node: SyntaxNode): SyntaxNode | undefined {
  return argumentNodes(node)[0];
}

/** The first node of each argument. */
function argumentNodes(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const list = node.getChild('ArgList');
  return list ? argumentParts(list).map(([first]) => first) : [];
}
