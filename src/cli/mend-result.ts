import { planMending, type MendingPlan } from '../actions/mend-history.js';
import { stepText } from '../core/mending/database-steps.js';
import type { Offer, Situation } from '../core/mending/situation.js';
import { relativePath } from './paths.js';

/** The JSON of what is offered (docs/schemas/mend.schema.json). */
export function offersJson(
  offers: readonly Offer[],
  situation: Situation,
  directory: string,
): readonly object[] {
  return offers.map(({ rule, problem, file, mendings, otherwise }) => ({
    rule,
    problem,
    file: file === undefined ? null : relativePath(directory, file),
    mendings: mendings.map((mending) =>
      planJson(planMending(situation, mending, undefined), directory),
    ),
    otherwise,
  }));
}

/** What is broken, and by which command it is mended. */
export function offersText(offers: readonly Offer[], undo: string | null): string {
  const lines = offers.flatMap(({ problem, mendings, otherwise }) => [
    problem,
    ...mendings.flatMap(({ kind, title, says }) => [
      `  ${title}   (mend ${kind})`,
      ...says.map((sentence) => `    ${sentence}`),
    ]),
    ...otherwise.map((sentence) => `  ${sentence}`),
  ]);
  return [
    ...(lines.length === 0 ? ['Nothing is broken.'] : lines),
    ...(undo === null ? [] : [`Undo the last mending, ${undo}: mend undo`]),
  ].join('\n');
}

/** One mending as JSON, with its diff and what databases need. */
export function planJson(
  { mending, diff, advice, applied }: MendingPlan,
  directory: string,
): Readonly<Record<string, unknown>> {
  const { kind, title, says, edits, moved } = mending;
  return {
    kind,
    title,
    says,
    files: [...new Set(edits.map(({ file }) => relativePath(directory, file)))],
    moved: moved.map(({ file, newFile, id, newId }) => ({
      file: relativePath(directory, file),
      newFile: relativePath(directory, newFile),
      revision: id,
      newRevision: newId,
    })),
    diff,
    databases: advice.map(({ revision, file, says: why, steps }) => ({
      revision,
      file: relativePath(directory, file),
      says: why,
      steps: steps.map((step) => ({
        do: step.do,
        revision: step.revision ?? null,
        ...(step.do === 'stamp' ? { purge: step.purge } : {}),
        command: stepText(step),
      })),
    })),
    applied,
  };
}

/** One mending as text: what it does, its diff, what databases need. */
export function planText({ mending, diff, advice }: MendingPlan): string {
  const databases = advice.filter(({ steps }) => steps.length > 0);
  return [
    `${mending.title}:`,
    ...mending.says.map((sentence) => `  ${sentence}`),
    diff,
    ...databases.flatMap(({ database, says, steps }) => [
      `${database}: ${says}`,
      ...steps.map((step) => `  ${stepText(step)}`),
    ]),
  ].join('\n');
}
