import { readFile } from 'node:fs/promises';
import { decodePython } from '../core/python/decode.js';
import { fingerprint, forgetApplied, rememberApplied } from '../system/applied-files.js';
import type { ActionContext, DatabaseState, RunPlan } from './types.js';

/**
 * Takes the fingerprints of what is about to run.
 *
 * @returns what remembers afterwards that these revisions really ran
 */
export async function rememberingRun(
  { project, graph }: ActionContext,
  plan: RunPlan,
): Promise<(ran: readonly string[], state: DatabaseState | undefined) => Promise<void>> {
  const fingerprints = new Map<string, string>();
  if (plan.direction === 'upgrade')
    for (const id of plan.revisions) {
      const file = graph.revisions.get(id)?.file;
      const bytes = file && (await readFile(file).catch(() => undefined));
      if (bytes) fingerprints.set(id, fingerprint(decodePython(bytes).text));
    }
  return async (ran, state) => {
    if (!state || ran.length === 0) return;
    const own = new Map([...fingerprints].filter(([id]) => ran.includes(id)));
    if (plan.direction === 'upgrade') await rememberApplied(project, own, state.identity);
    else await forgetApplied(project, ran, state.identity);
  };
}
