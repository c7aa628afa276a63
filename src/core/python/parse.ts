import { TreeFragment, type SyntaxNode, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { LineMap } from './lines.js';
import type { Scope } from './binding.js';
import { collectScope } from './scope.js';

/** What happened to a text: `[fromA, toA)` of the old one became `[fromB, toB)` of the new one. */
export interface TextChange {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** A parsed Python file. Offsets of the tree are offsets of `text`. */
export class PythonModule {
  #lines: LineMap | undefined;
  #scope: Scope | undefined;
  readonly #functionScopes = new Map<number, Scope>();

  constructor(
    readonly text: string,
    readonly tree: Tree,
  ) {}

  get lines(): LineMap {
    return (this.#lines ??= new LineMap(this.text));
  }

  /** Imports and names bound at module level. */
  get scope(): Scope {
    return (this.#scope ??= collectScope(this.text, this.tree.topNode));
  }

  /** The names bound in a function (a `FunctionDefinition` node), whose parent scope is `outer`. */
  functionScope(node: SyntaxNode, outer: Scope = this.scope): Scope {
    let scope = this.#functionScopes.get(node.from);
    if (!scope) {
      scope = collectScope(this.text, node, outer);
      this.#functionScopes.set(node.from, scope);
    }
    return scope;
  }
}

/** Parses Python. Never fails: what is not Python becomes error nodes. */
export function parsePython(text: string): PythonModule {
  return new PythonModule(text, parser.parse(forLezer(text)));
}

/**
 * Parses a changed text, reusing what did not change of the previous tree; all of it is new where
 * the parser was or is given other characters than the text has.
 */
export function reparse(
  previous: PythonModule,
  text: string,
  changes: readonly TextChange[],
): PythonModule {
  if (forLezer(text) !== text || forLezer(previous.text) !== previous.text)
    return parsePython(text);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), changes);
  return new PythonModule(text, parser.parse(text, fragments));
}

/** The smallest single change that makes one text of the other. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < shorter - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { fromA: from, toA: before.length - same, fromB: from, toB: after.length - same };
}

/**
 * The same text, character for character as long, in the spellings that Lezer's tokenizer takes as
 * Python does: a line continued by a backslash before CRLF, indentation after a form feed (which
 * Python counts from there), and very many blank lines.
 */
function forLezer(text: string): string {
  let result = text;
  // A NUL ends all hope for Python, and costs this parser dear.
  if (result.includes('\0')) result = result.replaceAll('\0', ' ');
  if (result.startsWith('\ufeff')) result = ` ${result.slice(1)}`;
  if (result.includes('\\\r\n')) result = result.replaceAll('\\\r\n', ' \\\n');
  if (result.includes('\f')) {
    result = result.replaceAll(/^[ \t]*\f[ \t\f]*/gmu, (blank) => {
      const end = blank.lastIndexOf('\f') + 1;
      return `${' '.repeat(end - 1)}\n${blank.slice(end)}`;
    });
  }
  return manyEmptyLines(result) ? withoutEmptyLines(result) : result;
}

/** In a block with some 380 ends of lines that end no statement, this parser loses the block. */
const mostEmptyLines = 300;

/** Blank lines, lines of comment alone, and each CRLF, which it takes for two ends. */
function manyEmptyLines(text: string): boolean {
  const empty = /\r\n|\n(?=[ \t]*(?:#|\n))/gu;
  for (let count = 0; empty.test(text);) if (++count > mostEmptyLines) return true;
  return false;
}

/** Blank in place of them; a comment with quotes stays, since it may be the end of a string. */
function withoutEmptyLines(text: string): string {
  return text
    .replaceAll('\r\n', ' \n')
    .replaceAll(/(?<=\n[ \t]*)#[^'"\\\n]*(?=\n)/gu, (comment) => ' '.repeat(comment.length))
    .replaceAll(/(?<!\\)\n(?=[ \t]*\n)/gu, ' ');
}
