/** Where the parts of a call stand in a migration, and edits of them. */
import type { SyntaxNode } from '@lezer/common';
import type { PythonModule } from '../python/parse.js';
import type { CallValue, PythonValue, SourceRange } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import type { FileEdit } from './finding.js';
import type { Migration } from './rule.js';

/** A file with its tree: what is needed to edit it. */
export type Source = Pick<Migration, 'file' | 'text' | 'module'>;

/** The call that stands at exactly this range; undefined where something else does. */
export function callNode({ tree }: PythonModule, range: SourceRange): SyntaxNode | undefined {
  let node: SyntaxNode | null = tree.resolveInner(range.from, 1);
  while (node && (node.from === range.from || node.to <= range.to)) {
    if (node.name === 'CallExpression' && node.from === range.from && node.to === range.to)
      return node;
    node = node.parent;
  }
  return undefined;
}

/** What is called: `op.add_column`. */
export function calleeRange(migration: Source, range: SourceRange): SourceRange {
  const callee = callNode(migration.module, range)?.firstChild;
  return callee ? { from: callee.from, to: callee.to } : range;
}

interface Keyword {
  /** `name=value`. */
  readonly range: SourceRange;
  readonly value: SourceRange;
}

/** A keyword argument that is written in the call. */
export function keywordOf(
  { module }: Source,
  call: SourceRange,
  name: string,
): Keyword | undefined {
  const list = callNode(module, call)?.getChild('ArgList');
  for (let node = list?.firstChild; node; node = node.nextSibling) {
    if (node.name !== 'VariableName' || module.text.slice(node.from, node.to) !== name) continue;
    const value = node.nextSibling?.name === 'AssignOp' ? node.nextSibling.nextSibling : null;
    if (value)
      return {
        range: { from: node.from, to: value.to },
        value: { from: value.from, to: value.to },
      };
  }
  return undefined;
}

/** Gives a keyword argument a value, whether it is there or not; undefined for no plain call. */
export function setKeyword(
  migration: Source,
  call: SourceRange,
  name: string,
  value: string,
): FileEdit | undefined {
  const { file, module } = migration;
  const there = keywordOf(migration, call, name);
  if (there) return { kind: 'replace', file, range: there.value, text: value };
  const list = callNode(module, call)?.getChild('ArgList');
  const close = list?.lastChild;
  if (close?.name !== ')') return undefined;
  let last: SyntaxNode | null = close.prevSibling;
  while (last?.name === 'Comment') last = last.prevSibling;
  if (!last) return undefined;
  const first = firstIn(list);
  const multiline = first && module.text.slice(list?.from, first.from).includes('\n');
  const gap = multiline ? `\n${indentAt(module.text, first.from)}` : ' ';
  const text =
    last.name === '('
      ? `${name}=${value}`
      : last.name === ','
        ? `${gap}${name}=${value}${multiline ? ',' : ''}`
        : `,${gap}${name}=${value}`;
  return { kind: 'replace', file, range: { from: last.to, to: last.to }, text };
}

/** Takes a keyword argument out of a call, with the comma before it; undefined where it is not there. */
export function dropKeyword(
  migration: Migration,
  call: SourceRange,
  name: string,
): FileEdit | undefined {
  const { file, text } = migration;
  const there = keywordOf(migration, call, name);
  if (!there) return undefined;
  const before = /,\s*$/.exec(text.slice(0, there.range.from));
  const after = /^\s*,[ \t]*/.exec(text.slice(there.range.to));
  const range = before
    ? { from: before.index, to: there.range.to }
    : { from: there.range.from, to: there.range.to + (after?.[0].length ?? 0) };
  return { kind: 'replace', file, range, text: '' };
}

function firstIn(list: SyntaxNode | null | undefined): SyntaxNode | undefined {
  let first = list?.firstChild?.nextSibling;
  while (first?.name === 'Comment') first = first.nextSibling;
  return first ?? undefined;
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
}

/** The calls in an operation whose path ends with one of some names, in source order. */
export function callsIn(
  operation: Pick<Operation, 'args' | 'keywords'>,
  names: readonly string[],
): readonly CallValue[] {
  const found: CallValue[] = [];
  const visit = (value: PythonValue | undefined): void => {
    if (!value) return;
    if (value.kind === 'call') {
      if (names.includes(value.path?.split('.').at(-1) ?? '')) found.push(value);
      visit(value.receiver);
      value.args.forEach(visit);
      value.keywords.forEach((keyword) => {
        visit(keyword.value);
      });
    } else if ('items' in value) value.items.forEach(visit);
  };
  operation.args.forEach(visit);
  operation.keywords.forEach(({ value }) => {
    visit(value);
  });
  return found;
}

/** The value of a keyword argument. */
export function keywordValue(
  call: Pick<CallValue, 'keywords'>,
  name: string,
): PythonValue | undefined {
  return call.keywords.find((keyword) => keyword.name === name)?.value;
}

/** Whether `**mapping` may bring any keyword. */
export const isOpen = ({ keywords }: Pick<CallValue, 'keywords'>) =>
  keywords.some(({ name }) => name === undefined);
