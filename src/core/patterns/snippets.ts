import type { Pattern } from './pattern.js';
import { tabStops } from './tab-stops.js';
import { rawReader } from './values.js';
import { wrapCalls } from './wrap.js';

/** A snippet as VS Code's snippet files have it. */
interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** The contents of a snippet file: for each pattern one of `upgrade()`, one of `downgrade()`. */
export function snippetFile(patterns: readonly Pattern[]): Readonly<Record<string, Snippet>> {
  return Object.fromEntries(
    patterns.flatMap((pattern): readonly [string, Snippet][] => {
      const { up, down } = snippetOf(pattern);
      const prefix = `alembic-${pattern.id}`;
      const description = pattern.title;
      return [
        [pattern.title, { prefix, description, body: up }],
        [
          `${pattern.title}, downgrade`,
          {
            prefix: `${prefix}-downgrade`,
            description: `${description}, on the way back`,
            body: down,
          },
        ],
      ];
    }),
  );
}

function snippetOf(pattern: Pattern) {
  const { values, snippet } = tabStops(pattern, {}, () => true);
  const read = rawReader(pattern, values);
  const lines = (code: readonly string[]) =>
    wrapCalls(code.join('\n'), 0)
      .split('\n')
      .map((line) => snippet(line).replace(/^(?: {4})+/, (blank) => '\t'.repeat(blank.length / 4)));
  return { up: lines(pattern.upgrade(read)), down: lines(pattern.downgrade(read)) };
}
