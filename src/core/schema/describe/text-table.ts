/**
 * Lays out rows the way psql's aligned format does: headers centred, cells to the left, and a `+`
 * at the right edge of a line whose cell goes on below. `title` is centred above.
 */
export function textTable(
  title: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const cells = [headers, ...rows].map((row) =>
    row.map((cell) => shown(cell).split('\n').map(withoutTabs)),
  );
  const widths = headers.map((_, column) =>
    Math.max(...cells.flatMap((row) => (row[column] ?? []).map(width))),
  );
  const total = widths.reduce((sum, next) => sum + next + 3, -1);
  const [head = [], ...body] = cells.map((row) => linesOf(row, widths, row === cells[0]));
  const rule = widths.map((size) => '-'.repeat(size + 2)).join('+');
  const indent = ' '.repeat(Math.max(0, Math.floor((total - width(title)) / 2)));
  return [indent + title, ...head, rule, ...body.flat()];
}

function linesOf(row: readonly string[][], widths: readonly number[], centred: boolean): string[] {
  const height = Math.max(...row.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    row
      .map((cell, column) => {
        const text = cell[line] ?? '';
        const more = line + 1 < cell.length ? '+' : ' ';
        const room = (widths[column] ?? 0) - width(text);
        const left = centred ? Math.floor(room / 2) : 0;
        // The last column is not padded, save where its mark must stand at the edge.
        const right = column < row.length - 1 || centred || more === '+' ? room - left : 0;
        const edge = column < row.length - 1 || centred || more === '+' ? more : '';
        return ` ${' '.repeat(left)}${text}${' '.repeat(right)}${edge}`;
      })
      .join('|'),
  );
}

/** Control characters as psql shows them. */
function shown(cell: string): string {
  return cell.replace(/\p{Cc}/gu, (character) => {
    if (character === '\n' || character === '\t') return character;
    if (character === '\r') return '\\r';
    return `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** Tabs run to the next multiple of eight. */
function withoutTabs(line: string): string {
  return line.split('\t').reduce((text, next) => text + ' '.repeat(8 - (width(text) % 8)) + next);
}

/** How many columns of a terminal the text takes. */
function width(text: string): number {
  let total = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    total += wide.test(character) ? 2 : 1;
  }
  return total;
}

/** East Asian wide characters and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
