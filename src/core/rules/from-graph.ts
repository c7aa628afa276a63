import type { Problem } from '../revisions/revision.js';
import type { Fix, Severity } from './finding.js';
import { lineRange } from './line-range.js';
import type { RuleOn } from './rule.js';

interface GraphRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly help: string;
  /** Parents as resolved and as written in the problem's file. */
  readonly fixes?: (
    problem: Problem,
    parents: readonly string[],
    written: readonly string[],
  ) => readonly Fix[];
}

/** A rule whose findings the graph has as problems. */
export function fromGraph({ help, fixes, ...about }: GraphRule): RuleOn<'history'> {
  return {
    ...about,
    category: 'history',
    on: 'history',
    *check({ graph, texts }) {
      for (const problem of graph.problems) {
        if (problem.rule !== about.id) continue;
        const { file, range, message } = problem;
        const revision = graph.files.find((one) => one.file === file);
        const parents = graph.parents.get(revision?.revision ?? '') ?? [];
        yield {
          at: { file, range: range ?? lineRange(texts.get(file) ?? '', problem.line) },
          message: message.charAt(0).toUpperCase() + message.slice(1),
          help,
          fixes: fixes?.(problem, parents, revision?.down ?? []) ?? [],
        };
      }
    },
  };
}
