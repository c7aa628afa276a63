/** What changes in one file. */
export interface FileChange {
  /** As shown, e.g. relative to the project; undefined: there is no such file before, or after. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly before: string;
  readonly after: string;
}

const around = 3;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * A unified diff as `diff -u` and git write it, for what mendings do: lines that are written anew
 * in their places, whole files that come or go.
 */
export function unifiedDiff({ from, to, before, after }: FileChange): string {
  const name = (side: string, file: string | undefined) =>
    file === undefined ? '/dev/null' : `${side}/${file}`;
  const head = [`--- ${name('a', from)}`, `+++ ${name('b', to)}`];
  return [...head, ...hunks(compare(linesOf(before), linesOf(after)))].join('\n');
}

const linesOf = (text: string) =>
  text.split(/\r\n|\r|\n/u).slice(0, /[\r\n]$/u.test(text) ? -1 : undefined);

/** Line by line where there are as many; else what lies between the same beginning and end. */
function compare(before: readonly string[], after: readonly string[]): readonly Line[] {
  if (before.length === after.length)
    return before.flatMap((text, at): readonly Line[] =>
      text === after[at]
        ? [{ mark: ' ', text }]
        : [
            { mark: '-', text },
            { mark: '+', text: after[at] ?? '' },
          ],
    );
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const marked = (mark: Line['mark'], lines: readonly string[]) =>
    lines.map((text): Line => ({ mark, text }));
  return [
    ...marked(' ', before.slice(0, start)),
    ...marked('-', before.slice(start, before.length - end)),
    ...marked('+', after.slice(start, after.length - end)),
    ...marked(' ', before.slice(before.length - end)),
  ];
}

function hunks(lines: readonly Line[]): readonly string[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ mark }) => mark !== ' '),
  );
  const written: string[] = [];
  let [old, fresh] = [1, 1];
  for (let at = 0; at < lines.length;) {
    const end = near.indexOf(false, at) < 0 ? lines.length : near.indexOf(false, at);
    const hunk = lines.slice(at, near[at] === true ? end : at + 1);
    const count = (mark: '-' | '+') => hunk.filter((line) => line.mark !== mark).length;
    const [removed, added] = [count('+'), count('-')];
    if (near[at] === true) {
      const place = (line: number, length: number) => `${length === 0 ? line - 1 : line},${length}`;
      written.push(`@@ -${place(old, removed)} +${place(fresh, added)} @@`);
      written.push(...hunk.map(({ mark, text }) => mark + text));
    }
    old += removed;
    fresh += added;
    at += hunk.length;
  }
  return written;
}
