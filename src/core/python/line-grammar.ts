import type { Token } from './tokens.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Words that are never a value or a name, in any Python 3. */
const keywords = words(
  'and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield',
);
const headers = words('class def elif else except finally for if try while with');
/** Words that are keywords only where a statement begins. */
const softKeywords = words('match case type lazy');
/** What no statement ends with. */
const unfinished = words(
  'and or not in is if elif while for lambda import from as def class del assert global nonlocal with',
);
const unfinishedOperators = new Set('=+-/%&|^~<>@');

/** What has been seen of one logical line. */
export class LineGrammar {
  #first: string | undefined;
  #last: Token | undefined;
  #lastText = '';
  /** What stands before the last token; undefined at the start of a line. */
  #before: string | undefined;
  #colon = false;

  /** Takes a token. Returns why it cannot stand there in any Python, if it cannot. */
  take(token: Token, text: string, depth: number): string | undefined {
    const word = text.slice(token.from, Math.min(token.to, token.from + 40));
    const reason = this.#last && this.#clash(this.#last, token, word);
    this.#before = this.#last ? this.#lastText : undefined;
    this.#first ??= word;
    if (this.#first === 'async' && headers.has(word)) this.#first = word;
    if (depth === 0 && word === ':') this.#colon = true;
    this.#last = token;
    this.#lastText = word;
    return reason;
  }

  /** True if the line ends with the colon that opens a block. */
  get opensBlock(): boolean {
    return this.#lastText === ':';
  }

  /** Why the line cannot end here, if it cannot. */
  end(): string | undefined {
    const { kind } = this.#last ?? {};
    if (kind === 'operator' && unfinishedOperators.has(this.#lastText)) {
      return `The line ends with \`${this.#lastText}\``;
    }
    if (kind === 'name' && unfinished.has(this.#lastText))
      return `The line ends with \`${this.#lastText}\``;
    const header = this.#first !== undefined && headers.has(this.#first);
    return header && !this.#colon ? `\`${this.#first}\` needs a colon` : undefined;
  }

  /** Two values side by side mean nothing, but for strings, which are joined. */
  #clash(last: Token, token: Token, word: string): string | undefined {
    if (!this.#isValue(last) || !isValueStart(token, word)) return undefined;
    if (token.kind === 'string' && (last.kind === 'string' || last.to === token.from))
      return undefined;
    return `Something is missing between \`${shorten(this.#lastText)}\` and \`${shorten(word)}\``;
  }

  #isValue({ kind }: Token): boolean {
    if (kind !== 'name') return kind === 'number' || kind === 'string' || kind === 'close';
    if (keywords.has(this.#lastText)) return false;
    const startsStatement =
      this.#before === undefined || this.#before === ';' || this.#before === ':';
    return !(startsStatement && softKeywords.has(this.#lastText));
  }
}

function isValueStart({ kind }: Token, word: string): boolean {
  if (kind === 'name') return !keywords.has(word);
  return kind === 'number' || kind === 'string' || word === '{';
}

function shorten(word: string): string {
  const [line = ''] = word.split(/[\r\n]/u, 1);
  return line.length > 20 ? `${line.slice(0, 19)}…` : line;
}
