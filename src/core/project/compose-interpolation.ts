import type { Lookup } from './compose-model.js';

export interface Interpolation {
  readonly text: string;
  /** Variables that are needed and not set, and expressions that cannot be read. */
  readonly problems: readonly string[];
}

const name = /^[A-Za-z_][A-Za-z0-9_]*/;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}`, `${NAME:+instead}` (with and
 * without the colon, nested) and `$$`, as the compose specification has it. An expression that
 * cannot be read stays as it is.
 */
export function interpolate(text: string, lookup: Lookup): Interpolation {
  const problems: string[] = [];
  let result = '';
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) break;
    result += text.slice(at, dollar);
    const rest = text.slice(dollar + 1);
    const plain = name.exec(rest)?.[0];
    const end = rest.startsWith('{') ? closingBrace(text, dollar + 1) : undefined;
    if (rest.startsWith('$')) {
      result += '$';
      at = dollar + 2;
    } else if (plain !== undefined) {
      result += lookup(plain) ?? missing(plain, problems);
      at = dollar + 1 + plain.length;
    } else if (end !== undefined) {
      const inner = text.slice(dollar + 2, end);
      result += expression(inner, lookup, problems) ?? text.slice(dollar, end + 1);
      at = end + 1;
    } else {
      problems.push(`"$${rest.slice(0, 20)}" is not a variable; write $$ for a dollar sign`);
      result += '$';
      at = dollar + 1;
    }
  }
  return { text: result + text.slice(at), problems };
}

function expression(inner: string, lookup: Lookup, problems: string[]): string | undefined {
  const variable = name.exec(inner)?.[0];
  const operator = /^(:?[-?+])?/.exec(inner.slice(variable?.length ?? 0))?.[0] ?? '';
  const word = inner.slice((variable?.length ?? 0) + operator.length);
  if (variable === undefined || (operator === '' && word !== '')) {
    problems.push(`"\${${inner}}" cannot be read as a variable`);
    return undefined;
  }
  const value = lookup(variable);
  const isSet = operator.startsWith(':') ? Boolean(value) : value !== undefined;
  const wordValue = () => {
    const nested = interpolate(word, lookup);
    problems.push(...nested.problems);
    return nested.text;
  };
  if (operator.endsWith('+')) return isSet ? wordValue() : '';
  if (isSet && value !== undefined) return value;
  if (operator.endsWith('-')) return wordValue();
  if (operator.endsWith('?')) {
    problems.push(`${variable} must be set: ${wordValue() || 'the compose file requires it'}`);
    return '';
  }
  return missing(variable, problems);
}

function missing(variable: string, problems: string[]): string {
  problems.push(`${variable} is not set; an empty text is used`);
  return '';
}

/** The index of the brace that closes the one at `open`. */
function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}
