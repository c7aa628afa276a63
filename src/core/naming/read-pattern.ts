import type { DatePart, NamePattern, Piece } from './name-pattern.js';
import { slugOf } from './slug.js';

/** What is known of a revision whose name is read. */
export interface Named {
  /** Absent while the id itself is read. */
  readonly id?: string;
  readonly message: string;
}

const date =
  /^((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:([-_.T]?)([01]\d|2[0-3])([-_.:]?)([0-5]\d)(?:\7([0-5]\d))?)?(?!\d)/u;
const epoch = /^1[0-9]{9}(?!\d)/u;
const number = /^([A-Za-z]*_?)(\d{1,6})(?![\dA-Za-z])/u;
const hash =
  /^(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{6,40}(?![0-9A-Za-z])|^[0-9a-f]{12}(?![0-9A-Za-z])/u;

/** How a name is made: of an id, a date, a number, a hash and the words of the message. */
export function readPattern(name: string, named: Named): NamePattern {
  const pieces: Piece[] = [];
  let rest = name;
  const own = named.id ?? '';
  let words = '';
  const take = (length: number, ...taken: Piece[]) => {
    pieces.push(...taken);
    rest = rest.slice(length);
  };
  while (rest !== '') {
    const atId = own !== '' && startsWithWord(rest, own);
    const day = date.exec(rest);
    const count = pieces.some(({ kind }) => kind === 'number') ? null : number.exec(rest);
    const [digits = ''] = named.id === undefined ? (hash.exec(rest) ?? []) : [];
    const short = shortened(rest, named.id);
    if (atId) take(own.length, { kind: 'id' });
    else if (day) take(day[0].length, ...datePieces(day));
    else if (epoch.test(rest)) take(10, { kind: 'date', part: 'epoch' });
    else if (short !== undefined) take(short, { kind: 'id', length: short });
    else if (digits !== '') take(digits.length, { kind: 'hash', length: digits.length });
    else if (count && words === '' && !pieces.some(({ kind }) => kind === 'slug')) {
      const [whole, prefix = '', value = ''] = count;
      const before: Piece[] = prefix === '' ? [] : [{ kind: 'text', text: prefix }];
      take(whole.length, ...before, { kind: 'number', digits: value.length });
    } else if (/^[-_.]/u.test(rest)) take(1, { kind: 'text', text: rest[0] ?? '' });
    else {
      words = rest;
      pieces.push({ kind: 'slug', separator: separatorOf(words, named.message) });
      rest = '';
    }
  }
  return joined(pieces);
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && !/^[0-9A-Za-z]/u.test(text.slice(word.length));
}

/** At least six first characters of an id, as a word. */
function shortened(text: string, id: string | undefined): number | undefined {
  const word = /^[0-9a-zA-Z]+/u.exec(text)?.[0] ?? '';
  return word.length >= 6 && id?.startsWith(word) ? word.length : undefined;
}

function datePieces(found: RegExpExecArray): Piece[] {
  const [, , between = '', , , before = '', hour, inside = '', , second] = found;
  const part = (name: DatePart): Piece => ({ kind: 'date', part: name });
  const text = (value: string): Piece => ({ kind: 'text', text: value });
  const day = [part('year'), text(between), part('month'), text(between), part('day')];
  if (hour === undefined) return day;
  const time = [text(before), part('hour'), text(inside), part('minute')];
  return [...day, ...time, ...(second === undefined ? [] : [text(inside), part('second')])];
}

function separatorOf(words: string, message: string): string {
  if (slugOf(message, Infinity) === words || words.includes('_')) return '_';
  return words.includes('-') ? '-' : '_';
}

/** Neighbouring texts made one, empty ones left out. */
function joined(pieces: readonly Piece[]): NamePattern {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.kind === 'text' && piece.text === '') continue;
    if (piece.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}
