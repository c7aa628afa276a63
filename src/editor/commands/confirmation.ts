import type { RunPlan } from '../../actions/types.js';
import { oneLine, revisionTitle } from '../shared/names.js';
import type { ProjectState } from '../shared/analysis.js';

/** What the modal dialog says before anything changes. */
export interface Confirmation {
  readonly question: string;
  readonly detail: string;
  readonly button: string;
}

const MOST_NAMES = 12;

/** Says what would run, where, and what the user must know. */
export function confirmation(state: ProjectState, plan: RunPlan, runner: string): Confirmation {
  const { identity, revisions, warnings } = plan;
  const n = revisions.length;
  const verb = { upgrade: 'Apply', downgrade: 'Roll back', stamp: 'Stamp' }[plan.direction];
  const names = revisions.slice(0, MOST_NAMES).map((id) => `• ${nameOf(state, id)}`);
  if (n > MOST_NAMES) names.push(`… and ${n - MOST_NAMES} more`);
  const what = n === 1 ? `revision ${revisions[0] ?? ''}` : `${n} revisions`;
  const question =
    plan.direction === 'stamp'
      ? `Stamp the database "${identity.database}"? No migration is run.`
      : `${verb} ${what} on the database "${identity.database}"?`;
  return {
    question,
    detail: [
      names.join('\n'),
      `Database: ${identity.database} on ${identity.host}, as ${identity.user} (PostgreSQL ${major(identity.serverVersion)})\nRunner: ${runner}`,
      warnings.map((warning) => `⚠ ${oneLine(warning)}`).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    button: verb,
  };
}

/** `server_version_num` as people write it: 180004 is 18, 90603 is 9.6. */
export function major(serverVersion: number): string {
  const first = Math.floor(serverVersion / 10_000);
  return first >= 10 ? String(first) : `${first}.${Math.floor(serverVersion / 100) % 100}`;
}

function nameOf(state: ProjectState, id: string): string {
  const revision = state.graph.revisions.get(id);
  return revision === undefined ? id : revisionTitle(revision);
}
