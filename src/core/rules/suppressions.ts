import type { SyntaxNode } from '@lezer/common';
import { parsePython, type PythonModule } from '../python/parse.js';
import type { SourceRange } from '../python/value.js';

/** One `# alembic-pilot: ignore[…] reason`. */
export interface Suppression {
  readonly ids: readonly { readonly id: string; readonly range: SourceRange }[];
  /** '' where none is given. */
  readonly reason: string;
  /** Findings that begin in here are meant. */
  readonly covers: SourceRange;
  /** The comment from `alembic-pilot` to its end. */
  readonly range: SourceRange;
}

const marker = 'alembic-pilot:';
const directive = /^alembic-pilot:\s*ignore\s*(?:\[([^\]\n]*)\])?[ \t]*([^\n]*)/;

/** The name of SQL text that no file holds, in findings. */
export const standardInput = '<stdin>';

/**
 * Finds the suppressions of a file. Behind code, a comment speaks of its line; alone, of the next
 * statement, argument or function; before the first statement, of the file. In SQL `--` does the
 * same for the line, or for the SQL statement that follows.
 */
export function readSuppressions(file: string, text: string): readonly Suppression[] {
  if (!text.includes(marker)) return [];
  return file === standardInput ? inSql(text, 0, text.length) : inPython(parsePython(text));
}

function inPython(module: PythonModule): readonly Suppression[] {
  const { text } = module;
  const found: Suppression[] = [];
  module.tree.cursor().iterate(({ name, from, to, node }) => {
    if (name !== 'Comment' && name !== 'String' && name !== 'FormatString') return;
    const own = text.slice(from, to);
    if (!own.includes(marker)) return;
    if (name === 'Comment') {
      if (!/^#\s*alembic-pilot:/.test(own)) return;
      const covers = aloneAt(text, from) ? nextOf(module, node) : lineOf(text, from);
      found.push(suppression(text, { from: from + own.indexOf(marker), to }, covers));
    } else found.push(...inSql(text, from, to - (/['"]+$/.exec(own)?.[0].length ?? 0)));
  });
  return found;
}

/** In the SQL that stands from one offset to another. */
function inSql(text: string, from: number, to: number): readonly Suppression[] {
  const comments = text.slice(from, to).matchAll(/--[ \t]*alembic-pilot:[^\n]*/g);
  return [...comments].map(({ 0: comment, index }) => {
    const at = from + index;
    const end = at + comment.length;
    const covers = aloneAt(text, at) ? nextSql(text, end, to) : lineOf(text, at);
    return suppression(text, { from: at + comment.indexOf(marker), to: end }, covers);
  });
}

/** @param range the comment from the marker to its end */
function suppression(text: string, range: SourceRange, covers: SourceRange): Suppression {
  const own = text.slice(range.from, range.to);
  const [, list = '', reason = ''] = directive.exec(own) ?? [];
  const start = range.from + own.indexOf('[') + 1;
  const ids = [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    range: { from: start + index, to: start + index + id.length },
  }));
  return { ids, reason: reason.trim(), covers, range };
}

const startOfLine = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;

const aloneAt = (text: string, at: number) => text.slice(startOfLine(text, at), at).trim() === '';

function lineOf(text: string, at: number): SourceRange {
  const end = text.indexOf('\n', at);
  return { from: startOfLine(text, at), to: end < 0 ? text.length : end };
}

/** What a comment on a line of its own speaks of. */
function nextOf(module: PythonModule, comment: SyntaxNode): SourceRange {
  const { text, tree } = module;
  if (comment.parent?.name === 'Script' && beforeCode(comment)) return { from: 0, to: text.length };
  const blank = /^(?:\s|#[^\n]*)*/.exec(text.slice(comment.to))?.[0].length ?? 0;
  const at = comment.to + blank;
  let node = tree.resolveInner(at, 1);
  while (
    node.parent &&
    node.parent.from === node.from &&
    !/^(?:Script|Body)$/.test(node.parent.name)
  )
    node = node.parent;
  return node.name === 'Script' ? lineOf(text, at) : { from: node.from, to: node.to };
}

/** Nothing but comments and the docstring stands before it. */
function beforeCode(comment: SyntaxNode): boolean {
  for (let node = comment.prevSibling; node; node = node.prevSibling) {
    const docstring =
      node.name === 'ExpressionStatement' && node.firstChild?.name.endsWith('String');
    if (node.name !== 'Comment' && !docstring) return false;
  }
  return true;
}

/** Up to the semicolon that ends the next SQL statement. */
function nextSql(text: string, from: number, end: number): SourceRange {
  const semicolon = text.slice(from, end).search(/;/);
  return { from, to: semicolon < 0 ? end : from + semicolon };
}
