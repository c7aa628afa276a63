import { relativeTo } from '../rules/relative-to.js';
import { textsAfter } from './after-mending.js';
import type { Mending, Texts } from './mending.js';
import { unifiedDiff } from './unified-diff.js';

/** What a mending changes, as a unified diff; a file that gets another name is compared with itself. */
export function previewText(mending: Mending, texts: Texts, folder: string): string {
  const after = textsAfter(mending.edits, (file) => texts.get(file));
  const shown = (file: string) => relativeTo(folder, file);
  const sources = new Map(mending.moved.map(({ file, newFile }) => [newFile, file]));
  const gone = new Set(mending.moved.map(({ file }) => file));
  return [...after]
    .flatMap(([file, text]) => {
      if (text === undefined) return gone.has(file) ? [] : [deleted(shown(file), texts.get(file))];
      const source = sources.get(file) ?? file;
      const before = texts.get(source);
      const from = before === undefined ? undefined : shown(source);
      return [unifiedDiff({ from, to: shown(file), before: before ?? '', after: text })];
    })
    .join('\n');
}

const deleted = (from: string, before = '') =>
  unifiedDiff({ from, to: undefined, before, after: '' });
