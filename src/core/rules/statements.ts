/** Edits of whole statements of a migration. */
import type { SyntaxNode } from '@lezer/common';
import { autocommitBlock } from '../changes/inverse/python.js';
import type { SourceRange } from '../python/value.js';
import { callNode, indentAt, type Source } from './calls.js';
import type { FileEdit } from './finding.js';

/** A call that is a statement of its own, alone on its lines. */
export interface OwnStatement {
  readonly range: SourceRange;
  readonly indent: string;
  readonly text: string;
}

/** Undefined where the call is part of something larger, or shares its line. */
export function statementOf(migration: Source, call: SourceRange): OwnStatement | undefined {
  const { module, text } = migration;
  const node = callNode(module, call)?.parent;
  if (node?.name !== 'ExpressionStatement' || node.from !== call.from) return undefined;
  const indent = indentAt(text, call.from);
  const before = text.slice(text.lastIndexOf('\n', call.from - 1) + 1, call.from);
  const end = text.indexOf('\n', call.to);
  const after = text.slice(call.to, end < 0 ? text.length : end);
  if (before !== indent || !/^\s*(?:#.*)?$/.test(after)) return undefined;
  return { range: { from: call.from, to: call.to }, indent, text: text.slice(call.from, call.to) };
}

/** Its lines, further ones without the indentation of the first: as `replaceStatement` takes them. */
export function linesOf({ text, indent }: Pick<OwnStatement, 'text' | 'indent'>): string[] {
  return text
    .split('\n')
    .map((line, at) => (at > 0 && line.startsWith(indent) ? line.slice(indent.length) : line));
}

/** Puts lines in the place of a statement; each line counts its own indentation from there. */
export function replaceStatement(
  { file }: Source,
  { range, indent }: OwnStatement,
  lines: readonly string[],
): FileEdit {
  const text = lines.map((line, index) => (index === 0 ? line : indent + line)).join('\n');
  return { kind: 'replace', file, range, text };
}

/** The statement with an edit that stands in it. */
export function edited(
  statement: OwnStatement,
  edit: FileEdit | undefined,
): OwnStatement | undefined {
  if (edit?.kind !== 'replace') return undefined;
  const { range, text } = statement;
  const at = edit.range.from - range.from;
  if (at < 0 || edit.range.to > range.to) return undefined;
  return {
    ...statement,
    text: text.slice(0, at) + edit.text + text.slice(edit.range.to - range.from),
  };
}

/** Lines that run the statement, after others, outside the migration's transaction. */
export function inAutocommitBlock(
  statement: OwnStatement,
  before: readonly string[] = [],
): readonly string[] | undefined {
  const lines = deeper(statement);
  return lines && [autocommitBlock, ...before.map((line) => `    ${line}`), ...lines];
}

/** Undefined where a string in it spans lines, which would change. */
function deeper({ text, indent }: OwnStatement): readonly string[] | undefined {
  const lines = text.split('\n');
  if (lines.length > 1 && /"""|'''|\\\n/.test(text)) return undefined;
  return lines.map((line, at) =>
    at > 0 && line.startsWith(indent) ? `    ${line.slice(indent.length)}` : `    ${line}`,
  );
}

/** Adds the imports that code needs and the file lacks; each brings one name. */
export function importEdits(migration: Source, needed: readonly string[]): FileEdit[] {
  const { module, file, text } = migration;
  const missing = needed.filter((line) => !module.scope.bindings.has(line.split(' ').at(-1) ?? ''));
  if (missing.length === 0) return [];
  let at = 0;
  for (let node = module.tree.topNode.firstChild; node; node = node.nextSibling)
    if (node.name === 'ImportStatement' || (at === 0 && isDocstring(node))) at = node.to;
  const start = at === 0 ? 0 : text.indexOf('\n', at) + 1 || text.length;
  const lines = missing.map((line) => `${line}\n`).join('');
  return [{ kind: 'replace', file, range: { from: start, to: start }, text: lines }];
}

const isDocstring = (node: SyntaxNode) =>
  node.name === 'ExpressionStatement' && (node.firstChild?.name.endsWith('String') ?? false);

/** The body of a function: from the end of its header to the end of its last statement. */
export function bodyOf(
  { module }: Source,
  { from }: SourceRange,
): { readonly range: SourceRange; readonly statements: readonly SyntaxNode[] } | undefined {
  let node: SyntaxNode | null = module.tree.resolveInner(from, 1);
  while (node && node.name !== 'FunctionDefinition') node = node.parent;
  const body = node?.getChild('Body');
  const colon = body?.firstChild;
  if (!body || !colon) return undefined;
  const statements: SyntaxNode[] = [];
  for (let child = colon.nextSibling; child; child = child.nextSibling)
    if (child.name !== 'Comment') statements.push(child);
  const last = statements.at(-1);
  return last && { range: { from: colon.to, to: last.to }, statements };
}
