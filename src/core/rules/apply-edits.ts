import type { Finding, FileEdit, Fix } from './finding.js';

/**
 * Applies fixes in their order, each wholly or not at all: one that overlaps an earlier one is left
 * for the next round.
 *
 * @returns how many were applied, and the texts by file; undefined: the file is deleted
 */
export function applyFixes(fixes: readonly Fix[], textOf: (file: string) => string | undefined) {
  const taken: FileEdit[] = [];
  let applied = 0;
  for (const { edits } of fixes) {
    const fresh = edits.filter((edit) => !taken.some((other) => same(edit, other)));
    if (fresh.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    if (edits.length > 0 && fresh.length === 0) continue;
    taken.push(...fresh);
    applied++;
  }
  const files = new Map<string, string | undefined>();
  for (const file of new Set(taken.map((edit) => edit.file))) {
    const own = taken.filter((edit) => edit.file === file);
    if (own.some(({ kind }) => kind === 'delete')) files.set(file, undefined);
    else files.set(file, applyEdits(textOf(file) ?? '', own));
  }
  return { applied, files };
}

/** The text after edits of one file. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
  const created = edits.find(({ kind }) => kind === 'create');
  if (created?.kind === 'create') return created.text;
  const replacements = edits.flatMap((edit) => (edit.kind === 'replace' ? [edit] : []));
  let result = text;
  for (const { range, text: inserted } of replacements.sort((a, b) => b.range.from - a.range.from))
    result = result.slice(0, range.from) + inserted + result.slice(range.to);
  return result;
}

/** The fixes that may be applied without asking. */
export function safeFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe') ?? []);
}

const same = (a: FileEdit, b: FileEdit) => JSON.stringify(a) === JSON.stringify(b);

function overlap(a: FileEdit, b: FileEdit): boolean {
  if (a.file !== b.file) return false;
  if (a.kind !== 'replace' || b.kind !== 'replace') return true;
  const [first, second] = a.range.from <= b.range.from ? [a.range, b.range] : [b.range, a.range];
  return first.from === second.from || second.from < first.to;
}
