import type { RevisionGraph } from '../graph/revision-graph.js';
import { allRules } from './all-rules.js';
import type { Finding } from './finding.js';
import { lineRange } from './line-range.js';
import { wrongPlace } from './wrong-place.js';

const ids = new Set(allRules.map(({ id }) => id));

/** What makes Alembic fail outside of migrations: no rule stands for it that could be switched off. */
export function historyFailures(
  { problems }: RevisionGraph,
  texts: ReadonlyMap<string, string>,
): readonly Finding[] {
  return problems.flatMap(({ rule, file, line, range, message }) =>
    ids.has(rule)
      ? []
      : [wrongPlace(rule, file, range ?? lineRange(texts.get(file) ?? '', line), message)],
  );
}
