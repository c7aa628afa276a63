import type { SyntaxNode } from '@lezer/common';
import { evaluate, valueOfName } from '../python/evaluate.js';
import { lookup } from '../python/lookup.js';
import { unknown } from '../python/nodes.js';
import { parsePython, type PythonModule } from '../python/parse.js';
import type { Place } from '../python/place.js';
import { mentionsIdentity } from './identity-scan.js';
import { identityNames, type Identity, type IdentityName, type IdentityValue } from './identity.js';

/** The first function or class, with its decorators. */
const definition = /^(?:async[ \t]+def|def|class)[ \t]|^@/mu;
const starImport = /^[ \t]*from\b.*\bimport[ \t]*\(?[ \t]*\*/mu;

/** Reads the identity of any Python file: what its names are bound to after it was imported. */
export function parseIdentity(text: string): Identity {
  const module = parsePython(headOf(text));
  const place = { module, scope: module.scope };
  const names = new Map<IdentityName, IdentityValue>();
  const rebound = [...globalsOfCalledFunctions(module), ...namesBoundByText(text)];
  for (const name of identityNames) {
    const found = lookup(module.scope, name, Infinity);
    const last = found?.bindings[0];
    if (!last) continue;
    const range = { from: last.nameFrom, to: last.nameFrom + name.length };
    const value = rebound.includes(name)
      ? unknown(range, `\`${name}\` is bound by code that only running could tell`)
      : valueOfName(name, Infinity, place, range);
    const written = value.kind === 'unknown' ? range : (last.node ?? range);
    const to = last.items?.at(-1)?.to ?? written.to;
    names.set(name, {
      value: { ...value, range: { from: written.from, to } },
      nameFrom: range.from,
    });
  }
  return { names, docstring: docstringOf(module, place), open: module.scope.stars.length > 0 };
}

/** All before the first function, if nothing from there on could bind the names of the identity. */
function headOf(text: string): string {
  const end = text.search(definition);
  if (end < 0 || mentionsIdentity(text, end) || starImport.test(text.slice(end))) return text;
  return text.slice(0, end);
}

function docstringOf(module: PythonModule, place: Place): string {
  let first = module.tree.topNode.firstChild;
  while (first?.name === 'Comment') first = first.nextSibling;
  if (first?.name === 'StatementGroup') first = first.firstChild;
  const expression = first?.name === 'ExpressionStatement' ? first.firstChild : null;
  const explicit = lookup(module.scope, '__doc__', Infinity);
  const value = explicit
    ? valueOfName('__doc__', Infinity, place, { from: 0, to: 0 })
    : isPlainString(expression) && evaluate(expression, place);
  return value && value.kind === 'string' ? value.value : '';
}

/** An f-string is no docstring, and neither is a sum of strings. */
function isPlainString(node: SyntaxNode | null | undefined): node is SyntaxNode {
  let inner = node;
  while (inner?.name === 'ParenthesizedExpression') inner = inner.firstChild?.nextSibling;
  if (inner?.name === 'ContinuedString') return inner.getChild('FormatString') === null;
  return inner?.name === 'String';
}

/** Names that a function declares `global`, if a module-level statement seems to call it. */
function globalsOfCalledFunctions(module: PythonModule): Set<string> {
  const names = new Set<string>();
  if (!/\bglobal\b/u.test(module.text)) return names;
  for (const [name, bindings] of module.scope.bindings) {
    for (const { kind, node } of bindings) {
      if (kind !== 'function' || !node) continue;
      const { declared } = module.functionScope(node);
      if (declared.size > 0 && isCalledAtImport(module, name)) {
        for (const global of declared) names.add(global);
      }
    }
  }
  return names;
}

/** What `exec(…)` and `globals()[…] = …` outside of functions may bind. */
function namesBoundByText(text: string): readonly string[] {
  if (/^(?:exec[ \t]*\(|globals\(\)\.)/mu.test(text)) return identityNames;
  const keys = text.matchAll(/^globals\(\)\[[ \t]*["'](\w+)["'][ \t]*\][ \t]*=/gmu);
  return Array.from(keys, ([, name = '']) => name);
}

function isCalledAtImport(module: PythonModule, name: string): boolean {
  let called = false;
  module.tree.iterate({
    enter: (node) => {
      if (node.name === 'FunctionDefinition') return false;
      if (node.name === 'CallExpression') {
        const callee = node.node.firstChild;
        called ||= callee !== null && module.text.slice(callee.from, callee.to) === name;
      }
      return !called;
    },
  });
  return called;
}
