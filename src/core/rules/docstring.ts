/** What the docstring of a migration says of its identity: `Revision ID: …`, `Revises: …`. */
import type { SourceRange } from '../python/value.js';

/** One line of a docstring; `value` is an empty range behind the colon where nothing stands there. */
export interface DocstringLine {
  readonly label: SourceRange;
  readonly value: SourceRange;
  readonly text: string;
}

export interface DocstringIdentity {
  readonly revision: DocstringLine | undefined;
  readonly revises: DocstringLine | undefined;
}

/** Reads the string that a file begins with, comments aside. */
export function docstringIdentity(text: string): DocstringIdentity {
  const start = /^\uFEFF?(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[rRuU]?("""|'''|"|')/.exec(text);
  const quote = start?.[1];
  if (!start || quote === undefined) return { revision: undefined, revises: undefined };
  const from = start[0].length;
  const end = text.indexOf(quote, from);
  const line = (label: string) => lineOf(text, label, from, end < 0 ? text.length : end);
  return { revision: line('Revision ID'), revises: line('Revises') };
}

function lineOf(text: string, label: string, from: number, to: number): DocstringLine | undefined {
  const pattern = new RegExp(`^([ \\t]*)(${label}:)([ \\t]*)([^\\r\\n]*?)[ \\t]*$`, 'm');
  const found = pattern.exec(text.slice(from, to));
  if (!found) return undefined;
  const [, indent = '', name = '', gap = '', value = ''] = found;
  const labelFrom = from + found.index + indent.length;
  const valueFrom = labelFrom + name.length + gap.length;
  return {
    label: { from: labelFrom, to: labelFrom + name.length },
    value: { from: valueFrom, to: valueFrom + value.length },
    text: value,
  };
}
