import { databaseAdvice } from '../core/mending/database-advice.js';
import type { Mending } from '../core/mending/mending.js';
import { previewText } from '../core/mending/preview.js';
import { withRoadmap } from '../core/mending/renumber-roadmap.js';
import { textsOf, type DatabaseAdvice, type Situation } from '../core/mending/situation.js';
import { applyMending } from './mend.js';
import type { DatabaseState } from './types.js';

/** What a mending would do: shown before it is made. */
export interface MendingPlan {
  readonly mending: Mending;
  /** A unified diff. */
  readonly diff: string;
  readonly advice: readonly DatabaseAdvice[];
  /** What of it the connected database has applied already, by ids as they are; none if unknown. */
  readonly applied: readonly string[];
}

/** What a mending would do; nothing is changed. `state`: of the connected database, if one is. */
export function planMending(
  situation: Situation,
  wanted: Mending,
  state: Pick<DatabaseState, 'applied'> | undefined,
): MendingPlan {
  const { project, graph } = situation;
  const mending = withRoadmap(situation, wanted);
  const touched = graph.files.filter(({ file }) => mending.touches.includes(file));
  return {
    mending,
    diff: previewText(mending, textsOf(situation), project.directory),
    advice: databaseAdvice(situation, mending),
    applied: touched.flatMap(({ revision }) => (state?.applied.has(revision) ? [revision] : [])),
  };
}

/** How the user is asked; false ends it. */
export interface MendingPorts {
  confirm(plan: MendingPlan): Promise<boolean>;
  /** Asked after that, where the connected database has applied what changes. */
  confirmApplied(plan: MendingPlan): Promise<boolean>;
}

/**
 * Shows a mending, asks, and makes it.
 *
 * @returns whether it was made
 * @throws ActionError where files changed since they were read, or cannot be written
 */
export async function mendHistory(
  situation: Situation,
  plan: MendingPlan,
  ports: MendingPorts,
): Promise<boolean> {
  if (!(await ports.confirm(plan))) return false;
  if (plan.applied.length > 0 && !(await ports.confirmApplied(plan))) return false;
  await applyMending(situation, plan.mending);
  return true;
}
