import type { SourceRange } from '../python/value.js';
import type { RevisionBody } from '../revisions/revision.js';
import type { Source } from '../rules/calls.js';
import { readFunctionBody, type FunctionBody } from './function-body.js';

/** A migration that is open, as far as it was read. */
export interface MigrationSource extends Source {
  readonly body: RevisionBody;
}

/** Where statements are written, and what stands around them. */
export interface CodePlace {
  readonly range: SourceRange;
  readonly before: string;
  readonly after: string;
  readonly indent: string;
  readonly unit: string;
  /** Nothing else stands in the function: comments alone need a `pass`. */
  readonly alone: boolean;
}

interface CodePlaces {
  readonly upgrade: CodePlace;
  /** Undefined where there is no place for it; `note` says why, as a sentence for people. */
  readonly downgrade: CodePlace | undefined;
  readonly note: string | undefined;
}

/**
 * Where code of both directions goes.
 *
 * @param at an offset in `upgrade()`; a name that stands alone in its line, as somebody typed it to
 *   get a completion, is written over
 */
export function codePlaces(
  source: MigrationSource,
  at: number | undefined,
  atEnd: boolean,
): CodePlaces | { readonly refused: string } {
  const { upgrade, downgrade } = source.body;
  const free = at === undefined ? undefined : freeLine(source, at);
  const up = upgrade && readFunctionBody(source, upgrade.range, free);
  if (!up) return { refused: 'This file has no upgrade() to write into.' };
  const index = at === undefined || atEnd ? up.statements.length : indexAt(source.text, up, at);
  const forward = placeAt(source, up, index, free);
  if (!downgrade) return { upgrade: forward, downgrade: newFunction(source, up), note: undefined };
  const down = downgrade.raises ? undefined : readFunctionBody(source, downgrade.range);
  const note = `downgrade() ${downgrade.raises ? 'raises' : 'is no plain function'}: the way back was not written.`;
  if (!down) return { upgrade: forward, downgrade: undefined, note };
  const mirrored = down.statements.length === up.statements.length;
  const back = mirrored ? up.statements.length - index : 0;
  return { upgrade: forward, downgrade: placeAt(source, down, back), note: undefined };
}

/** The line of an offset, where nothing stands in it but the beginning of a name. */
function freeLine({ text, module }: Source, at: number): SourceRange | undefined {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const to = lineEnd(text, at);
  const line = text.slice(from, to);
  if (!/^[ \t]+(?!(?:pass|return|raise)\b)[\w.-]*[ \t]*$/.test(line)) return undefined;
  const around = module.tree.resolveInner(from, 1);
  return around.name.endsWith('String') || around.name === 'ArgList' ? undefined : { from, to };
}

/** How many statements begin before the end of a line; all, where it is not in the function. */
function indexAt(text: string, { from, statements }: FunctionBody, at: number): number {
  const end = lineEnd(text, at);
  return end < from ? statements.length : statements.filter((each) => each.from < end).length;
}

function placeAt(
  { text }: Source,
  body: FunctionBody,
  index: number,
  free?: SourceRange,
): CodePlace {
  const { start, docstring, statements, filler, indent, unit, inline } = body;
  const last = statements.at(-1) ?? filler ?? docstring;
  const alone = statements.length === 0;
  const common = { indent, unit, alone, before: '\n', after: '' };
  const previous = statements[index - 1];
  if (inline && last) {
    const kept = filler ? '' : `${indent}${text.slice(start, last.to).trim()}`;
    const range = { from: start, to: last.to };
    return index === 0 && !docstring
      ? { ...common, range, after: kept && `\n${kept}` }
      : { ...common, range, before: kept && `\n${kept}\n` };
  }
  const head = lineEnd(text, docstring?.to ?? start);
  const from = previous ? lineEnd(text, previous.to) : head;
  if (free && isGap(text, filler && filler.to < free.from ? filler.to : from, free.from))
    return { ...common, range: overFiller(text, free, filler), before: '' };
  if (filler)
    return { ...common, range: { from: lineStart(text, filler.from), to: filler.to }, before: '' };
  const to = index === statements.length && previous ? afterComments(text, from, indent) : from;
  return { ...common, range: { from: to, to } };
}

/** Whether nothing but comments stands between two places. */
const isGap = (text: string, from: number, to: number) =>
  from < to && /^\s*(?:#.*\s*)*$/.test(text.slice(from, to));

/** What is typed below a `pass` takes its place too. */
const overFiller = (
  text: string,
  free: SourceRange,
  filler: SourceRange | undefined,
): SourceRange =>
  filler
    ? { from: Math.min(free.from, lineStart(text, filler.from)), to: Math.max(free.to, filler.to) }
    : free;

function newFunction({ text }: Source, { from, start, unit }: FunctionBody): CodePlace {
  const header = text.slice(from, start).replace('upgrade', 'downgrade');
  const range = { from: text.length, to: text.length };
  const before = `${text.endsWith('\n') ? '\n\n' : '\n\n\n'}${header}\n`;
  return { range, before, after: '\n', indent: unit, unit, alone: true };
}

/** Behind comments that belong to what stands before, e.g. `# ### end Alembic commands ###`. */
function afterComments(text: string, at: number, indent: string): number {
  const next = lineEnd(text, at + 1);
  const line = text.slice(at + 1, next);
  return at < text.length && line.startsWith(`${indent}#`) ? afterComments(text, next, indent) : at;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;
