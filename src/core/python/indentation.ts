/**
 * The levels of indentation, as Python's tokenizer counts them: once with tabs to every eighth
 * column and once with tabs as one column. Both must agree, else the file mixes tabs and spaces.
 */
export class Indentation {
  readonly #levels = [{ column: 0, narrow: 0 }];

  /**
   * Takes the white space that a logical line begins with.
   *
   * @param afterColon whether the line before opened a block
   * @returns why that is no Python, if it is none
   */
  enter(blank: string, afterColon: boolean): string | undefined {
    const { column, narrow } = measure(blank);
    const top = this.#levels.at(-1) ?? { column: 0, narrow: 0 };
    if (column > top.column) {
      if (narrow <= top.narrow) return mixed;
      if (!afterColon)
        return 'This line is indented more than the one before, which opens no block';
      this.#levels.push({ column, narrow });
      return undefined;
    }
    if (afterColon)
      return 'An indented block is missing after the line before, which ends with a colon';
    while ((this.#levels.at(-1)?.column ?? 0) > column) this.#levels.pop();
    const level = this.#levels.at(-1);
    if (level?.column !== column) return 'The indentation goes back to no level from before';
    return level.narrow === narrow ? undefined : mixed;
  }
}

const mixed = 'Tabs and spaces are mixed, so that the indentation depends on the width of a tab';

function measure(blank: string): { column: number; narrow: number } {
  let column = 0;
  let narrow = 0;
  for (const char of blank) {
    if (char === '\f') column = narrow = 0;
    else {
      column = char === '\t' ? (Math.floor(column / 8) + 1) * 8 : column + 1;
      narrow++;
    }
  }
  return { column, narrow };
}
