import type { SyntaxNode } from '@lezer/common';
import type { Scope } from './binding.js';
import type { PythonModule } from './parse.js';
import type { PythonValue } from './value.js';

/** Where an expression stands: what its names mean. */
export interface Place {
  readonly module: PythonModule;
  readonly scope: Scope;
  /** Names bound by a comprehension or a lambda around the expression. */
  readonly shadowed?: ReadonlySet<string>;
  /** Values that loops around the expression give to names, in one of their rounds. */
  readonly bound?: ReadonlyMap<string, PythonValue>;
}

/** Evaluates a part of an expression, for those that evaluate the whole. */
export type Evaluate = (node: SyntaxNode, place: Place) => PythonValue;

/** Text and lists longer than this are not put together. */
export const longest = 1_000_000;

/** Adds a value, or (for `*value`) the items of a literal sequence. */
export function addItem(items: PythonValue[], value: PythonValue, star: boolean): void {
  if (!star) items.push(value);
  else if (value.kind === 'list' || value.kind === 'tuple') {
    for (const item of value.items) items.push(item);
  } else items.push({ kind: 'unknown', reason: 'is unpacked with *', range: value.range });
}
