import type { SyntaxNode } from '@lezer/common';
import { argumentParts } from '../../python/calls.js';
import { evaluate } from '../../python/evaluate.js';
import type { PythonModule } from '../../python/parse.js';
import { rowMethods } from './directives.js';
import type { Frame } from './role.js';
import { roleOf } from './roles.js';

/** Packages whose functions change no database of themselves. */
const harmless = new Set(
  (
    'sqlalchemy sqlmodel alembic logging os sys re json uuid datetime time math random string typing ' +
    'collections itertools functools operator pathlib textwrap inspect warnings enum decimal hashlib ' +
    'secrets base64 copy csv io contextlib dataclasses pprint traceback importlib pkgutil zoneinfo ' +
    'types abc struct pickle urllib zlib tqdm dateutil pytz structlog loguru click rich print'
  ).split(' '),
);

/**
 * Why a call of something that is not in this file cannot be understood, as a sentence without a
 * full stop; undefined where nothing can hide in it.
 */
export function foreignReason(node: SyntaxNode, frame: Frame): string | undefined {
  const callee = node.firstChild;
  if (!callee) return undefined;
  const name = frame.module.text.slice(callee.from, callee.to);
  const method = methodName(callee, frame);
  const owner = method === undefined ? undefined : roleOf(callee.firstChild, frame);
  if (owner?.kind === 'connection') {
    return method !== undefined && rowMethods.has(method)
      ? `\`${shorten(name)}\` writes rows through the session, by SQL that is not in this file`
      : undefined;
  }
  if ((method === 'update' || method === 'delete') && isQuery(callee.firstChild, frame)) {
    return `\`.query(…).${method}(…)\` writes rows through the session, by SQL that is not in this file`;
  }
  if (name === 'exec' || (name === 'eval' && !isCalled(node)))
    return `\`${name}\` runs code that is only known then`;
  const value = evaluate(callee, frame);
  const path = value.kind === 'name' ? value.path : undefined;
  const root = path?.split('.')[0] ?? '';
  const imported = path !== undefined && (path.includes('.') || path.startsWith('.'));
  if (method === 'reflect') return undefined;
  if (harmless.has(root) || (path !== undefined && !imported)) return undefined;
  if (method === 'execute')
    return `\`${shorten(name)}\` may send SQL; what it is called on is not known`;
  if (passesDatabase(node, frame)) {
    return `\`${shorten(name)}\` is given the database; what it does is not in this file`;
  }
  const isStatement = /^(?:ExpressionStatement|AwaitExpression)$/u.test(node.parent?.name ?? '');
  return imported && isStatement && method === undefined
    ? `\`${shorten(name)}\` is imported; what it does is not in this file`
    : undefined;
}

/** Names of the module that are imported from packages whose functions change no database. */
export function harmlessNames({ scope }: PythonModule): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, bindings] of scope.bindings) {
    const safe = bindings.every(({ kind, path = '' }) => {
      const root = path.split('.')[0] ?? '';
      return kind === 'import' && root !== 'alembic' && harmless.has(root);
    });
    if (safe) names.add(name);
  }
  return names;
}

/** True if `op`, a batch or a connection is among the arguments. */
export function passesDatabase(node: SyntaxNode, frame: Frame): boolean {
  return databaseArguments(node, frame, ['op', 'batch', 'connection', 'context']);
}

/** True if a connection is among the arguments. */
export function passesConnection(node: SyntaxNode, frame: Frame): boolean {
  return databaseArguments(node, frame, ['connection']);
}

function databaseArguments(node: SyntaxNode, frame: Frame, kinds: readonly string[]): boolean {
  const list = node.getChild('ArgList');
  if (!list) return false;
  return argumentParts(list).some((part) => {
    const kind = roleOf(part.at(-1), frame)?.kind;
    return kind !== undefined && kinds.includes(kind);
  });
}

/** `eval(…)()` is read as a call of what the text names. */
function isCalled(node: SyntaxNode): boolean {
  return node.parent?.name === 'CallExpression' && node.prevSibling === null;
}

/** True for `session.query(…)` with anything after it. */
function isQuery(node: SyntaxNode | null, frame: Frame): boolean {
  for (let part = node; part; part = part.firstChild) {
    if (part.name !== 'CallExpression') continue;
    const callee = part.firstChild;
    if (callee && methodName(callee, frame) === 'query') {
      return roleOf(callee.firstChild, frame)?.kind === 'connection';
    }
  }
  return false;
}

export function methodName(callee: SyntaxNode, { module }: Frame): string | undefined {
  const property = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
  return property ? module.text.slice(property.from, property.to) : undefined;
}

function shorten(name: string): string {
  const line = name.slice(0, 200).replaceAll(/\s+/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
