import type { HistoryRow } from '../graph/history.js';

/** The history as lines of text, newest first, in the manner of `alembic history`. */
export function historyText(rows: readonly HistoryRow[]): string {
  return rows.map(historyLine).join('\n');
}

/** E.g. `* 058 -> 059 (head) (current), seed top global position`. */
function historyLine({ revision, flags, state }: HistoryRow): string {
  const marks = { current: '* ', applied: '✓ ', pending: '  ' };
  const down = revision.down.length === 0 ? '<base>' : revision.down.join(', ');
  const depends =
    revision.dependsOn.length === 0 ? '' : ` (depends on ${revision.dependsOn.join(', ')})`;
  const labels = revision.branchLabels.length === 0 ? [] : [revision.branchLabels.join(', ')];
  const notes = [...labels, ...flags, ...(state ? [state] : [])].map((note) => ` (${note})`);
  const mark = state ? marks[state] : '';
  return `${mark}${down}${depends} -> ${revision.revision}${notes.join('')}, ${revision.message}`;
}
