/**
 * Text that GitHub and VS Code show as it is: on one line, nothing of it markup, HTML, a link, a
 * mention of somebody or a reference to an issue. It must not stand first in its line.
 */
export function markdownText(text: string): string {
  // GitHub looks for mentions and issues where the escapes are gone already; a comment parts them.
  return oneLine(text)
    .replace(/[\\`*{}[\]()+!<>|~$&:]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/\bwww\./giu, 'www\\.')
    .replace(/[@#]|\bGH(?=-)/giu, '$&<!-- -->');
}

/**
 * Text as code: between as many backticks as it takes; also inside the cell of a table, where code
 * cannot hold a backslash before a bar: that stays plain text.
 */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line.includes('\\|')) return markdownText(line);
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const space = /^`|`$/u.test(line) || line === '' ? ' ' : '';
  return `${ticks}${space}${line.replaceAll('|', '\\|')}${space}${ticks}`;
}

/** Control characters and white space become one space; marks of direction are taken out. */
function oneLine(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
