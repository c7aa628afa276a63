import type { SourceRange, StringPiece, StringValue } from './value.js';

/** Text put together piece by piece, remembering what of it stands where in the source. */
export class StringBuilder {
  #value = '';
  readonly #pieces: StringPiece[] = [];
  readonly #holes: SourceRange[] = [];

  /** Adds text that stands unescaped in the source at `source`. */
  addSource(text: string, source: number): void {
    if (text === '') return;
    const last = this.#pieces.at(-1);
    const joins =
      last &&
      last.value + last.length === this.#value.length &&
      last.source + last.length === source;
    if (joins) {
      this.#pieces[this.#pieces.length - 1] = { ...last, length: last.length + text.length };
    } else {
      this.#pieces.push({ value: this.#value.length, source, length: text.length });
    }
    this.#value += text;
  }

  /** Adds text that stands nowhere in the source as such: the value of an escape, say. */
  addText(text: string): void {
    this.#value += text;
  }

  /** Adds the source text of something only known at run time. */
  addHole(text: string, source: number): void {
    this.#holes.push({ from: this.#value.length, to: this.#value.length + text.length });
    this.addSource(text, source);
  }

  /** Adds a part of another value. */
  addPart(from: StringValue, start = 0, end = from.value.length): void {
    const shift = this.#value.length - start;
    for (const hole of from.holes) {
      const [low, high] = [Math.max(hole.from, start), Math.min(hole.to, end)];
      if (low < high) this.#holes.push({ from: low + shift, to: high + shift });
    }
    for (const piece of from.pieces) {
      const low = Math.max(piece.value, start);
      const high = Math.min(piece.value + piece.length, end);
      if (low >= high) continue;
      const source = piece.source + low - piece.value;
      this.#pieces.push({ value: low + shift, source, length: high - low });
    }
    this.#value += from.value.slice(start, end);
  }

  build(range: SourceRange): StringValue {
    return { kind: 'string', value: this.#value, holes: this.#holes, pieces: this.#pieces, range };
  }
}

/** `value[start:end]`. */
export function sliceString(value: StringValue, start: number, end: number): StringValue {
  if (start === 0 && end === value.value.length) return value;
  const builder = new StringBuilder();
  builder.addPart(value, start, end);
  return builder.build(value.range);
}

/** `separator.join(parts)`, and without a separator `a + b + c`. */
export function joinStrings(
  parts: readonly StringValue[],
  range: SourceRange,
  separator?: StringValue,
): StringValue {
  const builder = new StringBuilder();
  parts.forEach((part, index) => {
    if (index > 0 && separator) builder.addPart(separator);
    builder.addPart(part);
  });
  return builder.build(range);
}

/**
 * The source offset of a character of a value. A character that stands in no piece (an escape) has
 * the offset right after the piece before it.
 */
export function sourceOffset(value: StringValue, offset: number): number {
  let nearest = value.range.from;
  for (const piece of value.pieces) {
    if (piece.value > offset) break;
    nearest = piece.source + Math.min(offset - piece.value, piece.length);
  }
  return nearest;
}
