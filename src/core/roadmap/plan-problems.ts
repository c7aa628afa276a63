import { numbersOf, stemOf } from '../rules/numbers.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { SourceRange } from '../python/value.js';
import { markDone } from './read-roadmap.js';
import type { Plan, PlanState } from './roadmap.js';

/** What does not fit between a row of the roadmap and the history. */
export interface PlanProblem {
  readonly range: SourceRange;
  readonly severity: 'warning' | 'info';
  readonly message: string;
  readonly fixes: readonly PlanFix[];
}

export interface PlanFix {
  readonly title: string;
  readonly edit: { readonly range: SourceRange; readonly text: string };
}

interface Stated {
  readonly plan: Plan;
  readonly state: PlanState;
}

/** Problems of planned migrations: numbers that are taken, revisions that do not exist. */
export function planProblems(
  plans: readonly Stated[],
  graph: RevisionGraph,
): readonly PlanProblem[] {
  const next = nextPlan(plans, graph);
  const renumber = ({ ranges }: Plan): readonly PlanFix[] =>
    next === undefined
      ? []
      : [{ title: `Plan it as ${next}`, edit: { range: ranges.number, text: next } }];
  const done = (plan: Plan, revision: string): PlanFix => ({
    title: `Mark it as done as ${revision}`,
    edit: markDone(plan, revision),
  });
  const seen = new Set<string>();
  return plans.flatMap(({ plan, state }): readonly PlanProblem[] => {
    const { number, ranges } = plan;
    const twice = seen.has(number);
    seen.add(number);
    const at = { range: ranges.number, severity: 'warning' as const };
    if (twice) return [{ ...at, message: `${number} is planned twice.`, fixes: renumber(plan) }];
    if (state.kind === 'taken') {
      const file = stemOf(graph.revisions.get(state.revision)?.file ?? state.revision);
      const message = `${number} is the number of ${file}: either that is this plan, or the plan needs another number.`;
      const fixes = [done(plan, state.revision), ...renumber(plan)];
      return [{ ...at, severity: 'info', message, fixes }];
    }
    if (state.kind !== 'unknown') return [];
    const message = `No migration file has the revision ${state.revision}.`;
    const own = numbersOf(graph);
    const same = graph.files.find((one) => own?.of(one) === own?.valueOf(number) && own);
    const fixes = same ? [done(plan, same.revision)] : [];
    return [{ range: ranges.doneAs ?? ranges.number, severity: 'warning', message, fixes }];
  });
}

/** The number behind all that are taken or planned, as the project writes numbers. */
function nextPlan(plans: readonly Stated[], graph: RevisionGraph): string | undefined {
  const numbers = numbersOf(graph);
  if (!numbers) return undefined;
  const names = [numbers.latest, ...plans.map(({ plan }) => plan.number)];
  return numbers.written(Math.max(...names.map((name) => numbers.valueOf(name) ?? 0)) + 1);
}
