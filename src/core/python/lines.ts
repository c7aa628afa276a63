/** A place in a text: both count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Turns offsets (0-based UTF-16 code units) into lines and columns and back. Lines end at `\n`,
 * `\r\n` or `\r` and nowhere else, as Python's tokenizer has it: a form feed ends none.
 */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The line and column of an offset; an offset outside the text is taken as its nearest end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    const line = this.#lineIndex(at);
    return { line: line + 1, column: at - (this.#starts[line] ?? 0) + 1 };
  }

  /** The line of an offset, from 1. */
  line(offset: number): number {
    return this.#lineIndex(offset) + 1;
  }

  /** The offset of a line and column; one outside the text is taken as the nearest place in it. */
  offset(line: number, column: number): number {
    if (line < 1) return 0;
    const start = this.#starts[line - 1] ?? this.#length;
    const end = this.#starts[line] ?? this.#length;
    return Math.max(start, Math.min(start + column - 1, end));
  }

  #lineIndex(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const end of text.matchAll(/\r\n?|\n/gu)) starts.push(end.index + end[0].length);
    return starts;
  }
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
