import type { DatePart, NamePattern, Piece } from './name-pattern.js';

const dateParts: readonly DatePart[] = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'epoch',
];

/** How `file_template` names files, e.g. `%(rev)s_%(slug)s`; for a history that is still empty. */
export function templatePattern(template: string): NamePattern {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of template.matchAll(/%\((\w+)\)[-#0 +.\d]*[sd]/gu)) {
    const text = template.slice(at, found.index);
    if (text !== '') pieces.push({ kind: 'text', text });
    pieces.push(...pieceOf(found[1] ?? ''));
    at = found.index + found[0].length;
  }
  const rest = template.slice(at);
  return rest === '' ? pieces : [...pieces, { kind: 'text', text: rest }];
}

function pieceOf(token: string): readonly Piece[] {
  if (token === 'rev') return [{ kind: 'id' }];
  if (token === 'slug') return [{ kind: 'slug', separator: '_' }];
  const part = dateParts.find((name) => name === token);
  return part ? [{ kind: 'date', part }] : [];
}
