import type { SourceRange, StringPiece } from '../python/value.js';

/**
 * Where the characters of a text are, in the three units that matter: PostgreSQL's syntax tree
 * counts UTF-8 bytes, its syntax errors code points, JavaScript and VS Code UTF-16 code units.
 */
export class TextOffsets {
  readonly #bytes: readonly number[] | undefined;
  readonly #codePoints: readonly number[] | undefined;

  constructor(readonly text: string) {
    if (/^[\0-\x7f]*$/.test(text)) return;
    const bytes: number[] = [];
    const codePoints: number[] = [];
    let at = 0;
    for (const character of text) {
      codePoints.push(at);
      for (let byte = utf8Length(character); byte > 0; byte--) bytes.push(at);
      at += character.length;
    }
    this.#bytes = bytes;
    this.#codePoints = codePoints;
  }

  /** UTF-16 offset of the character that the UTF-8 byte `offset` belongs to. */
  fromByte(offset: number): number {
    return this.#find(this.#bytes, offset);
  }

  /** UTF-16 offset of the code point number `offset`. */
  fromCodePoint(offset: number): number {
    return this.#find(this.#codePoints, offset);
  }

  #find(starts: readonly number[] | undefined, offset: number): number {
    if (offset <= 0) return 0;
    return starts ? (starts[offset] ?? this.text.length) : Math.min(offset, this.text.length);
  }
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Maps a range of a text into the Python source by its pieces; never outside `whole`. */
export function toSource(
  range: SourceRange,
  pieces: readonly StringPiece[],
  whole: SourceRange,
): SourceRange {
  if (pieces.length === 0) return whole;
  const from = startOf(range.from, pieces) ?? whole.from;
  const to = range.to > range.from ? endOf(range.to, pieces) : from;
  return { from: Math.min(from, whole.to), to: Math.max(from, Math.min(to ?? from, whole.to)) };
}

/** A character that no piece holds (an escape) begins where the piece before it ends. */
function startOf(offset: number, pieces: readonly StringPiece[]): number | undefined {
  const piece = pieces.findLast(({ value }) => value <= offset);
  return piece && piece.source + Math.min(offset - piece.value, piece.length);
}

/** A character that no piece holds ends where the next piece begins. */
function endOf(offset: number, pieces: readonly StringPiece[]): number | undefined {
  const holder = pieces.find((p) => p.value < offset && offset <= p.value + p.length);
  if (holder) return holder.source + (offset - holder.value);
  return pieces.find(({ value }) => value >= offset)?.source ?? Infinity;
}

/**
 * The pieces of a text cut out of a value: `kept` tells which runs of the value became which runs
 * of the text (`source` counts in the value); the result leads from the text to the source.
 */
export function composePieces(
  kept: readonly StringPiece[],
  pieces: readonly StringPiece[],
): StringPiece[] {
  return kept.flatMap((run) =>
    pieces.flatMap((piece) => {
      const from = Math.max(run.source, piece.value);
      const to = Math.min(run.source + run.length, piece.value + piece.length);
      if (from >= to) return [];
      const value = run.value + (from - run.source);
      return [{ value, source: piece.source + (from - piece.value), length: to - from }];
    }),
  );
}
