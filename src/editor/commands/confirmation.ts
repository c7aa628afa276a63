import type { RunPlan } from '../../actions/types.js';
import { listNames, oneLine, revisionTitle } from '../shared/names.js';
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
  const { identity, warnings } = plan;
  const { question, what, button } =
    plan.direction === 'stamp' ? stampWords(state, plan) : runWords(state, plan);
  return {
    question,
    detail: [
      what,
      `Database: ${identity.database} on ${identity.host}, as ${identity.user} (PostgreSQL ${major(identity.serverVersion)})\nRunner: ${runner}`,
      warnings.map((warning) => `⚠ ${oneLine(warning)}`).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    button,
  };
}

interface Words {
  readonly question: string;
  readonly what: string;
  readonly button: string;
}

function runWords(state: ProjectState, { direction, revisions, identity }: RunPlan): Words {
  const button = direction === 'upgrade' ? 'Apply' : 'Roll back';
  const n = revisions.length;
  const names = revisions.slice(0, MOST_NAMES).map((id) => `• ${nameOf(state, id)}`);
  if (n > MOST_NAMES) names.push(`… and ${n - MOST_NAMES} more`);
  const which = n === 1 ? `revision ${revisions[0] ?? ''}` : `${n} revisions`;
  return {
    question: `${button} ${which} on the database "${identity.database}"?`,
    what: names.join('\n'),
    button,
  };
}

/** The plan of a stamp names the rows that the version table has now, and last of all the new one. */
function stampWords(state: ProjectState, plan: RunPlan): Words {
  const to = plan.arguments.at(-1) ?? '';
  const now = listNames(plan.revisions);
  const table =
    to === 'base'
      ? `The version table will be empty; it ${now === '' ? 'is empty' : `says ${now}`} now.`
      : now === ''
        ? `The version table will say ${to}; it is empty now.`
        : `The version table will say ${to} instead of ${now}.`;
  return {
    question: `Stamp the database "${plan.identity.database}" with ${nameOf(state, to)}?`,
    what: `${table} No migration is run: the schema stays as it is.`,
    button: 'Stamp',
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
