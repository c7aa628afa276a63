import { Indentation } from './indentation.js';
import { LineGrammar } from './line-grammar.js';
import { LineMap } from './lines.js';
import type { Dialect } from './string-end.js';
import { nextToken, type Token } from './tokens.js';

/** Why a text is not Python, and the line (from 1) where that shows. */
export interface NotPython {
  readonly line: number;
  readonly reason: string;
}

const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$)/u;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Proves that a text is not Python, in no version from 3.8 on; undefined if it is Python or if that
 * cannot be told from its tokens alone. Never alarms falsely, never throws.
 */
export function proveNotPython(text: string): NotPython | undefined {
  const nul = text.indexOf('\0');
  const found =
    nul >= 0 ? { at: nul, reason: 'The file contains a NUL byte' } : provedInEveryDialect(text);
  return found && { line: new LineMap(text).line(found.at), reason: found.reason };
}

interface Proof {
  readonly at: number;
  readonly reason: string;
}

function provedInEveryDialect(text: string): Proof | undefined {
  const found = new Proofreader(text, 'nested quotes').read();
  return found && new Proofreader(text, 'plain quotes').read() ? found : undefined;
}

/** One pass over the tokens of a text, with f-strings as one dialect has them. */
class Proofreader {
  readonly #indentation = new Indentation();
  readonly #brackets: Token[] = [];
  #line = new LineGrammar();
  #empty = true;
  #afterColon = false;

  constructor(
    readonly text: string,
    readonly dialect: Dialect,
  ) {}

  read(): Proof | undefined {
    const { text, dialect } = this;
    let at = text.startsWith('\ufeff') ? 1 : 0;
    let lineStart = at;
    for (;;) {
      const token = nextToken(text, at, dialect);
      if (!token) return this.#end();
      if (token.kind === 'line') {
        const found = this.#endLine(token.from);
        if (found) return found;
        lineStart = token.to;
      } else {
        const blank = this.#startsLine() ? text.slice(lineStart, token.from) : undefined;
        // White space that is continued by a backslash counts in a way of its own.
        if (blank?.includes('\\')) return undefined;
        const found = this.#take(token, blank, token.from === lineStart);
        if (found) return found;
      }
      at = token.to;
    }
  }

  #startsLine(): boolean {
    return this.#empty && this.#brackets.length === 0;
  }

  #take(token: Token, blank: string | undefined, atLineStart: boolean): Proof | undefined {
    const at = token.from;
    if (atLineStart && conflictMarker.test(this.text.slice(at, at + 8))) {
      return { at, reason: 'A merge conflict is not resolved' };
    }
    if (blank !== undefined) {
      const reason = this.#indentation.enter(blank, this.#afterColon);
      if (reason !== undefined) return { at, reason };
      this.#afterColon = false;
    }
    this.#empty = false;
    if (token.reason !== undefined) return { at, reason: token.reason };
    const reason = this.#line.take(token, this.text, this.#brackets.length) ?? this.#bracket(token);
    return reason === undefined ? undefined : { at, reason };
  }

  #bracket(token: Token): string | undefined {
    const char = this.text.charAt(token.from);
    if (token.kind === 'open') this.#brackets.push(token);
    if (token.kind !== 'close') return undefined;
    const open = this.#brackets.pop();
    const opener = open ? this.text.charAt(open.from) : '';
    return closers[opener] === char ? undefined : `\`${char}\` closes nothing that is open here`;
  }

  #endLine(at: number): Proof | undefined {
    if (this.#empty || this.#brackets.length > 0) return undefined;
    const reason = this.#line.end();
    if (reason !== undefined) return { at, reason };
    this.#afterColon = this.#line.opensBlock;
    this.#line = new LineGrammar();
    this.#empty = true;
    return undefined;
  }

  #end(): Proof | undefined {
    const [open] = this.#brackets;
    if (open)
      return { at: open.from, reason: `\`${this.text.charAt(open.from)}\` is never closed` };
    const at = this.text.length;
    const unfinished = this.#endLine(at);
    if (unfinished) return unfinished;
    return this.#afterColon ? { at, reason: 'An indented block is missing at the end' } : undefined;
  }
}
