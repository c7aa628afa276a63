import type { Source } from '../rules/calls.js';
import { codePlaces, type CodePlace, type MigrationSource } from './code-places.js';
import { fitToFile } from './fit-to-file.js';
import type { TextEdit } from './import-names.js';
import type { RenderedPattern } from './render.js';
import { wrapCalls } from './wrap.js';

export interface Insertion {
  /** None overlaps another; ranges count in the old text. */
  readonly edits: readonly TextEdit[];
  /** The one that holds the code of `upgrade()`. */
  readonly forward: TextEdit | undefined;
  /** Other texts, spelled as the file spells names. */
  readonly spelled: readonly string[];
  /** What could not be written, as a sentence for people. */
  readonly note: string | undefined;
}

/**
 * Writes a pattern into a migration: into `upgrade()` at an offset or at its end, into
 * `downgrade()` at its start, so that what comes last is undone first.
 *
 * @param at an offset inside `upgrade()`; elsewhere it counts as its end
 * @param more texts to be spelled as the file spells names, e.g. `sa.Text()`
 */
export function insertPattern(
  source: MigrationSource,
  { upgrade, downgrade, place }: RenderedPattern,
  at: number | undefined,
  more: readonly string[] = [],
): Insertion | { readonly refused: string } {
  const places = codePlaces(source, at, place === 'end');
  if ('refused' in places) return places;
  const codes = [upgrade.join('\n'), downgrade.join('\n')];
  const fitted = fitToFile(source, [...codes, ...more]);
  const [up = '', down = '', ...spelled] = fitted.codes;
  const code = [
    written(up, places.upgrade),
    ...(places.downgrade ? [written(down, places.downgrade)] : []),
  ];
  const edits = joined([...fitted.imports, ...code]).map((edit) => withLineEnds(source, edit));
  return {
    spelled,
    edits,
    forward: edits.find(({ range }) => range.from === places.upgrade.range.from),
    note: places.note,
  };
}

function written(code: string, place: CodePlace): TextEdit {
  const { indent, unit, range, before, after, alone } = place;
  const acts = code.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#'));
  const lines = wrapCalls(code, indent.length)
    .split('\n')
    .map((line) => {
      const own = /^ */.exec(line)?.[0].length ?? 0;
      return line === ''
        ? line
        : indent + unit.repeat(Math.floor(own / 4)) + ' '.repeat(own % 4) + line.slice(own);
    });
  const all = [...lines, ...(acts || !alone ? [] : [`${indent}pass`])];
  return { range, text: before + all.join('\n') + after };
}

/** What is put in at one place, in one piece: what comes first would be a matter of luck. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const places = new Map<number, TextEdit>();
  for (const edit of edits) {
    const { from } = edit.range;
    const there = places.get(from);
    places.set(from, there ? { range: edit.range, text: there.text + edit.text } : edit);
  }
  return [...places.values()];
}

function withLineEnds({ text: file }: Source, { range, text }: TextEdit): TextEdit {
  return { range, text: file.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text };
}
