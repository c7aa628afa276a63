import { printIdentifier } from '../sql/format-type.js';
import { readLabels, readNames } from './names.js';
import type { Parameter, Pattern, Values } from './pattern.js';
import { proposalOf, rawReader } from './values.js';

/**
 * Values with marks in the place of what is left to tab stops. The marks are plain names, so that
 * code can be rendered from them and be worked on like any other.
 */
export interface TabStops {
  readonly values: Values;
  /** What stands at the tab stops until somebody types. */
  readonly proposals: readonly string[];
  /** Code with marks as the body of a snippet. `proposals` may have been rewritten. */
  readonly snippet: (code: string, proposals?: readonly string[]) => string;
}

interface Stop {
  readonly proposal: string;
  readonly choices: readonly string[] | undefined;
}

/** @param isStop which parameters are left to tab stops, of those that `values` lacks */
export function tabStops(
  pattern: Pattern,
  given: Values,
  isStop: (parameter: Parameter) => boolean,
): TabStops {
  const values: Record<string, string> = { ...given };
  const stops: Stop[] = [];
  const mark = (stop: Stop) => `qz${stops.push(stop)}qz`;
  for (const parameter of pattern.parameters) {
    const { name, kind, choices, proposal } = parameter;
    if (name in values || !isStop(parameter) || kind === 'switch') continue;
    const proposed = proposalOf(parameter, rawReader(pattern, values));
    // At a tab stop nobody adds the quotes that such a name needs in SQL.
    if (kind === 'new name' && printIdentifier(proposed) !== proposed) continue;
    const parts = proposal ? [proposed] : partsOf(parameter, proposed);
    const joint = kind === 'path' ? '.' : ', ';
    const own = kind === 'choice' ? choices : undefined;
    values[name] = parts.map((part) => mark({ proposal: part, choices: own })).join(joint);
  }
  const proposals = stops.map(({ proposal }) => proposal);
  return { values, proposals, snippet: (code, texts = proposals) => body(code, stops, texts) };
}

function partsOf({ kind }: Parameter, value: string): readonly string[] {
  if (kind === 'labels') return readLabels(value) ?? [value];
  const parts = kind === 'columns' || kind === 'path' ? readNames(value)?.flat() : undefined;
  return parts ?? [value];
}

function body(code: string, stops: readonly Stop[], proposals: readonly string[]): string {
  return code
    .split(/qz(\d+)qz/)
    .map((piece, at) => (at % 2 === 0 ? escaped(piece) : placeholder(Number(piece))))
    .join('');

  function placeholder(number: number): string {
    const { choices } = stops[number - 1] ?? {};
    const list = choices?.map((choice) => choice.replace(/[\\,|]/g, '\\$&')).join(',');
    return list === undefined
      ? `\${${number}:${body(proposals[number - 1] ?? '', stops, proposals)}}`
      : `\${${number}|${list}|}`;
  }
}

const escaped = (text: string) => text.replace(/[\\$}]/g, '\\$&');
