import type { Problem, Revision } from '../revisions/revision.js';
import type { RuleFinding, Severity } from './finding.js';
import { lineRange } from './line-range.js';
import type { HistorySubject, RuleContext, RuleOn } from './rule.js';

/** A problem of the graph, and what is known around it. */
export interface GraphProblem {
  readonly problem: Problem;
  /** The revision of its file. */
  readonly revision: Revision | undefined;
  readonly subject: HistorySubject;
  readonly context: RuleContext;
}

interface GraphRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly help: string;
  /** What is said of this case beside the problem's own message: fixes, related places, other help. */
  readonly details?: (found: GraphProblem) => Partial<RuleFinding>;
}

/** A rule whose findings the graph has as problems. */
export function fromGraph({ help, details, ...about }: GraphRule): RuleOn<'history'> {
  return {
    ...about,
    category: 'history',
    on: 'history',
    *check(subject, context) {
      const { graph, texts } = subject;
      for (const problem of graph.problems) {
        if (problem.rule !== about.id) continue;
        const { file, range, message } = problem;
        const revision = graph.files.find((one) => one.file === file);
        yield {
          at: { file, range: range ?? lineRange(texts.get(file) ?? '', problem.line) },
          message: message.charAt(0).toUpperCase() + message.slice(1),
          help,
          ...details?.({ problem, revision, subject, context }),
        };
      }
    },
  };
}
