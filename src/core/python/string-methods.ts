import { formatBraces } from './format.js';
import { joinStrings, sliceString, StringBuilder } from './string-value.js';
import type { CallValue, PythonValue, SequenceValue, StringValue } from './value.js';

type Method = (text: StringValue, call: CallValue) => PythonValue | undefined;

const methods = new Map<string, Method>([
  ['format', formatBraces],
  ['join', join],
  ['strip', (text) => strip(text, true, true)],
  ['lstrip', (text) => strip(text, true, false)],
  ['rstrip', (text) => strip(text, false, true)],
  ['replace', replace],
  ['split', split],
  ['encode', () => undefined],
]);

/** What a method of a literal string returns; undefined where that is not known here. */
export function callStringMethod(
  text: StringValue,
  method: string,
  call: CallValue,
): PythonValue | undefined {
  return methods.get(method)?.(text, call);
}

function join(separator: StringValue, call: CallValue): StringValue | undefined {
  const [parts] = call.args;
  if (parts?.kind !== 'list' && parts?.kind !== 'tuple') return undefined;
  const strings = parts.items.filter((item) => item.kind === 'string');
  return strings.length === parts.items.length
    ? joinStrings(strings, call.range, separator)
    : undefined;
}

function strip(text: StringValue, left: boolean, right: boolean): StringValue {
  const { value } = text;
  const start = left ? value.length - value.trimStart().length : 0;
  const end = right ? value.trimEnd().length : value.length;
  return sliceString(text, start, Math.max(start, end));
}

function replace(text: StringValue, call: CallValue): StringValue | undefined {
  const [from, to] = call.args;
  if (from?.kind !== 'string' || to?.kind !== 'string' || call.args.length > 2) return undefined;
  if (from.value === '' || from.holes.length > 0) return undefined;
  const builder = new StringBuilder();
  let at = 0;
  for (
    let hit = text.value.indexOf(from.value);
    hit >= 0;
    hit = text.value.indexOf(from.value, at)
  ) {
    builder.addPart(text, at, hit);
    builder.addPart(to);
    at = hit + from.value.length;
  }
  builder.addPart(text, at);
  return builder.build(call.range);
}

function split(text: StringValue, call: CallValue): SequenceValue | undefined {
  const [separator] = call.args;
  if (separator?.kind !== 'string' || separator.value === '' || call.args.length > 1) {
    return undefined;
  }
  const items: StringValue[] = [];
  let at = 0;
  for (const part of text.value.split(separator.value)) {
    items.push(sliceString(text, at, at + part.length));
    at += part.length + separator.value.length;
  }
  return { kind: 'list', items, range: call.range };
}

/** `textwrap.dedent(text)`: without the white space that all lines begin with. */
export function dedent(text: StringValue): StringValue {
  const lines = text.value.split('\n');
  let margin: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/u.exec(line)?.[0] ?? '';
    margin = margin === undefined ? indent : commonStart(margin, indent);
  }
  const builder = new StringBuilder();
  let at = 0;
  lines.forEach((line, index) => {
    if (index > 0) builder.addPart(text, at - 1, at);
    if (line.trim() !== '') builder.addPart(text, at + (margin ?? '').length, at + line.length);
    at += line.length + 1;
  });
  return builder.build(text.range);
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
