import { slugOf } from './slug.js';

/** A piece of a name: text as it stands, or what is put in its place. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** The id of the revision, or its first characters. */
  | { readonly kind: 'id'; readonly length?: number }
  | { readonly kind: 'number'; readonly digits: number }
  | { readonly kind: 'slug'; readonly separator: string }
  | { readonly kind: 'date'; readonly part: DatePart }
  /** Hexadecimal digits that mean nothing. */
  | { readonly kind: 'hash'; readonly length: number };

export type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'epoch';

export type NamePattern = readonly Piece[];

/** What a name is made from. */
export interface NameParts {
  readonly id?: string;
  readonly message: string;
  readonly number?: number | undefined;
  readonly date: Date;
  /** Hexadecimal digits, as many as a pattern could want. */
  readonly random: string;
  readonly longestSlug: number;
}

/** The name that a pattern makes of its parts. */
export function nameOf(pattern: NamePattern, parts: NameParts): string {
  const name = pattern.map((piece) => pieceText(piece, parts)).join('');
  // Without words in the message what joins them to the rest has nothing to join.
  return slugOf(parts.message) === '' ? name.replace(/[-_.]+$/u, '') : name;
}

function pieceText(piece: Piece, parts: NameParts): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'id':
      return (parts.id ?? '').slice(0, piece.length);
    case 'number':
      return String(parts.number ?? 0).padStart(piece.digits, '0');
    case 'slug':
      return slugOf(parts.message, parts.longestSlug).replaceAll('_', piece.separator);
    case 'date':
      return datePart(piece.part, parts.date);
    case 'hash':
      return parts.random.slice(0, piece.length);
  }
}

function datePart(part: DatePart, date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  switch (part) {
    case 'year':
      return String(date.getUTCFullYear());
    case 'month':
      return two(date.getUTCMonth() + 1);
    case 'day':
      return two(date.getUTCDate());
    case 'hour':
      return two(date.getUTCHours());
    case 'minute':
      return two(date.getUTCMinutes());
    case 'second':
      return two(date.getUTCSeconds());
    case 'epoch':
      return String(Math.floor(date.getTime() / 1000));
  }
}

/** The same for all names of one shape, e.g. `{number:3}_{slug}`. */
export function patternText(pattern: NamePattern): string {
  return pattern
    .map((piece) => {
      switch (piece.kind) {
        case 'text':
          return piece.text;
        case 'id':
          return piece.length === undefined ? '{id}' : `{id:${piece.length}}`;
        case 'number':
          return `{number:${piece.digits}}`;
        case 'slug':
          return piece.separator === '_' ? '{slug}' : `{slug:${piece.separator}}`;
        case 'date':
          return `{${piece.part}}`;
        case 'hash':
          return `{hash:${piece.length}}`;
      }
    })
    .join('');
}
