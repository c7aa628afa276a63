import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { SourceRange } from '../python/value.js';
import type { Plan, RoadmapColumns } from './roadmap.js';

/** The heads of columns that mean them, where nothing else is said. */
const heads = {
  number: /^(?:number|no\.?|nr\.?|#|revision|migration|id)$/iu,
  description: /^(?:description|what|change|summary|title)$/iu,
  priority: /^(?:priority|prio|phase|status|state)$/iu,
};

const doneMark = /\(\s*done\s+(?:as|in|by|with)\s+`?([\w.-]+?)`?\s*\)/iu;

interface Positioned {
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined };
        readonly end: { readonly offset?: number | undefined };
      }
    | undefined;
}

/** The rows of all tables of planned migrations in a Markdown text. Never throws. */
export function readRoadmap(text: string, columns: RoadmapColumns = {}): readonly Plan[] {
  const tree = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  return tree.children.flatMap((node) => {
    if (node.type !== 'table') return [];
    const [head, ...rows] = node.children.map((row) => ({
      range: rangeOf(row),
      cells: row.children.map((cell) => contentOf(text, cell)),
    }));
    const names = head?.cells.map((cell) => textIn(text, cell)) ?? [];
    const at = (key: keyof typeof heads) => indexOf(names, columns[key], heads[key]);
    const [number, description, priority] = [at('number'), at('description'), at('priority')];
    if (number < 0 || description < 0) return [];
    return rows.flatMap(({ range, cells }) => {
      const [first, second, last] = [cells[number], cells[description], cells.at(-1)];
      const written = first ? textIn(text, first).replaceAll('`', '') : '';
      if (!first || !second || !last || !/\d/u.test(written)) return [];
      const whole = text.slice(range.from, range.to);
      const done = doneMark.exec(whole);
      const id = done?.[1];
      const doneFrom = range.from + (done?.index ?? 0) + (done && id ? done[0].lastIndexOf(id) : 0);
      const third = priority < 0 ? undefined : cells[priority];
      return [
        {
          number: written,
          description: textIn(text, second),
          priority: third && textIn(text, third).replace(doneMark, '').trim(),
          doneAs: id,
          ranges: {
            row: range,
            number: first,
            description: second,
            last,
            ...(id === undefined ? {} : { doneAs: { from: doneFrom, to: doneFrom + id.length } }),
          },
        },
      ];
    });
  });
}

/** What marks a plan as done, put behind what its last cell says; every other byte stays. */
export function markDone(plan: Plan, revision: string): { range: SourceRange; text: string } {
  if (plan.ranges.doneAs) return { range: plan.ranges.doneAs, text: revision };
  const { from, to } = plan.ranges.last;
  const space = to > from ? ' ' : '';
  return { range: { from: to, to }, text: `${space}(done as ${revision})` };
}

function indexOf(names: readonly string[], stated: string | undefined, usual: RegExp): number {
  const bare = names.map((name) => name.replaceAll(/[*_`]/gu, '').trim());
  if (stated !== undefined)
    return bare.findIndex((name) => name.toLowerCase() === stated.toLowerCase());
  return bare.findIndex((name) => usual.test(name));
}

/** The content of a cell, without the space around it; of an empty one the place for some. */
function contentOf(
  text: string,
  cell: Positioned & { readonly children: readonly Positioned[] },
): SourceRange {
  const [first, last] = [cell.children[0], cell.children.at(-1)];
  if (!first || !last) {
    const { from } = rangeOf(cell);
    const place = from + (/^\|? ?/u.exec(text.slice(from))?.[0].length ?? 0);
    return { from: place, to: place };
  }
  const [from, to] = [rangeOf(first).from, rangeOf(last).to];
  const trimmed = text.slice(from, to).trimEnd();
  return { from, to: from + trimmed.length };
}

function rangeOf({ position }: Positioned): SourceRange {
  return { from: position?.start.offset ?? 0, to: position?.end.offset ?? 0 };
}

const textIn = (text: string, { from, to }: SourceRange) => text.slice(from, to);
