import type { Change } from '../changes/change.js';
import { tokensOf } from '../sql/tokens.js';

/** The words of a change's SQL, strings included: what it may read or write. */
export function keywordsOf({ source }: Change): ReadonlySet<string> {
  const text = source.sql ?? source.operation.sql?.value ?? '';
  const words = new Set<string>();
  for (const { kind, from, to } of tokensOf(text)) {
    if (kind === 'word') words.add(text.slice(from, to).toLowerCase());
    if (kind === 'identifier') words.add(text.slice(from + 1, to - 1));
    if (kind === 'string')
      for (const [word] of text.slice(from, to).matchAll(/\w+/g)) words.add(word.toLowerCase());
  }
  return words;
}
