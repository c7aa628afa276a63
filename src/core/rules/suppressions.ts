import type { SyntaxNode } from '@lezer/common';
import type { PythonModule } from '../python/parse.js';
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

/**
 * Finds the suppressions of a migration. Behind code, a comment speaks of its line; alone, of the next
 * statement, argument or function; before the first statement, of the file. In SQL `--` does the
 * same for the line, or for the SQL statement that follows.
 */
export function readSuppressions(module: PythonModule): readonly Suppression[] {
  const { text } = module;
  if (!text.includes(marker)) return [];
  const found: Suppression[] = [];
  module.tree.cursor().iterate(({ name, from, to, node }) => {
    if (name !== 'Comment' && name !== 'String' && name !== 'FormatString') return;
    const own = text.slice(from, to);
    if (!own.includes(marker)) return;
    if (name === 'Comment') {
      if (!/^#\s*alembic-pilot:/.test(own)) return;
      add(
        from + own.indexOf(marker),
        to,
        aloneAt(text, from) ? nextOf(module, node) : lineOf(text, from),
      );
    } else
      for (const { 0: comment, index } of own.matchAll(/--[ \t]*alembic-pilot:[^\n]*/g)) {
        const at = from + index;
        const end = Math.min(
          at + comment.length,
          to - (text.slice(0, to).match(/['"]+$/)?.[0].length ?? 0),
        );
        const covers = aloneAt(text, at) ? nextSql(text, end, to) : lineOf(text, at);
        add(at + comment.indexOf(marker), Math.max(end, at), covers);
      }
  });
  return found;

  function add(from: number, to: number, covers: SourceRange): void {
    const [, list = '', reason = ''] = directive.exec(text.slice(from, to)) ?? [];
    const start = from + text.slice(from, to).indexOf('[') + 1;
    const ids = [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
      id,
      range: { from: start + index, to: start + index + id.length },
    }));
    found.push({ ids, reason: reason.trim(), covers, range: { from, to } });
  }
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
