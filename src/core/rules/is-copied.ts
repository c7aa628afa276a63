import { keywordsOf } from './change-text.js';
import type { ChangeSubject } from './rule.js';

/** A statement before a drop, which writes rows, names what is dropped. */
export function isCopied({ change, steps }: Pick<ChangeSubject, 'change' | 'steps'>): boolean {
  if (change.kind !== 'drop_column' && change.kind !== 'drop_table') return false;
  const name = change.kind === 'drop_column' ? change.column : change.table.name;
  const at = steps.findIndex((step) => step.change === change);
  return steps.slice(0, at).some(({ change: earlier }) => {
    const writes = ['update', 'insert', 'unknown', 'create_table'].includes(earlier.kind);
    return writes && keywordsOf(earlier).has(name);
  });
}
