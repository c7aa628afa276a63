import { StringBuilder } from './string-value.js';
import type { CallValue, PythonValue, SourceRange, StringValue } from './value.js';

// Bounded, so that a text of nothing but openers does not take the square of its length.
const percentField =
  /%(?:\((?<key>[^()]{0,80})\))?(?<flags>[-#0 +]{0,5}(?:\*|\d{0,5})(?:\.(?:\*|\d{0,5}))?[hlL]?)(?<type>.)/gsu;
const braceField =
  /\{\{|\}\}|\{(?<key>[^{}!:.[\]]{0,80})(?<rest>(?:[!:.[][^{}]{0,80}(?:\{[^{}]{0,80}\}[^{}]{0,80}){0,3})?)\}/gu;

/**
 * `template % argument`: fields whose argument is a literal are filled in, all others are holes.
 */
export function formatPercent(
  template: StringValue,
  argument: PythonValue,
  range: SourceRange,
): StringValue {
  const positional = argument.kind === 'tuple' ? argument.items : [argument];
  let next = 0;
  return fill(template, range, percentField, (match) => {
    const { key, flags, type } = match.groups ?? {};
    if (type === '%') return '%';
    const value = key === undefined ? positional[next++] : entry(argument, key);
    return flags === '' && type === 's' ? value : undefined;
  });
}

/** `template.format(…)`: fields whose argument is a literal are filled in, all others are holes. */
export function formatBraces(template: StringValue, call: CallValue): StringValue {
  let next = 0;
  return fill(template, call.range, braceField, (match) => {
    if (match[0] === '{{' || match[0] === '}}') return match[0].charAt(0);
    const { key = '', rest } = match.groups ?? {};
    const keyword = call.keywords.find(({ name }) => name === key)?.value;
    const value = key === '' ? call.args[next++] : (keyword ?? call.args[Number(key)]);
    return rest === '' ? value : undefined;
  });
}

/** Replaces each field by a text, by a literal, or (undefined) by a hole of its own source text. */
function fill(
  template: StringValue,
  range: SourceRange,
  field: RegExp,
  replacement: (match: RegExpExecArray) => PythonValue | string | undefined,
): StringValue {
  const builder = new StringBuilder();
  let at = 0;
  for (const match of template.value.matchAll(field)) {
    builder.addPart(template, at, match.index);
    at = match.index + match[0].length;
    const value = replacement(match);
    if (typeof value === 'string') builder.addText(value);
    else if (value?.kind === 'string') builder.addPart(value);
    else if (value?.kind === 'number') builder.addText(value.text);
    else addHole(builder, template, match.index, at);
  }
  builder.addPart(template, at);
  return builder.build(range);
}

function addHole(builder: StringBuilder, template: StringValue, from: number, to: number): void {
  builder.addPart({ ...template, holes: [{ from, to }] }, from, to);
}

function entry(argument: PythonValue, key: string): PythonValue | undefined {
  if (argument.kind !== 'dict') return undefined;
  return argument.entries.find((item) => item.key.kind === 'string' && item.key.value === key)
    ?.value;
}
