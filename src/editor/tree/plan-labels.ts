import { basename } from 'node:path';
import type { PlanState } from '../../core/roadmap/roadmap.js';
import type { ProjectState } from '../shared/analysis.js';
import { row, type RowLabel } from './row-label.js';
import { plansOf } from './tree-nodes.js';

const LOOKS: Readonly<Record<PlanState['kind'], readonly [icon: string, colour?: string]>> = {
  open: ['circle-large-outline'],
  done: ['check', 'alembicPilot.holdsForeground'],
  taken: ['question', 'problemsWarningIcon.foreground'],
  unknown: ['warning', 'problemsWarningIcon.foreground'],
};

/** The group of planned migrations. */
export function plannedLabel(state: ProjectState): RowLabel {
  const plans = plansOf(state);
  const open = plans.filter((one) => one.state.kind === 'open').length;
  const description = `${open} open of ${plans.length} · ${basename(state.roadmap?.file ?? '')}`;
  return row('Planned', description, 'milestone', 'planned');
}

/** One planned migration: number, description, priority, and where it stands. */
export function planLabel(state: ProjectState, number: string): RowLabel {
  const found = plansOf(state).find(({ plan }) => plan.number === number);
  if (!found) return row(number, '', 'circle-large-outline', 'plan');
  const { plan, state: stands } = found;
  const [icon, colour] = LOOKS[stands.kind];
  const description = [plan.priority ?? '', words(stands)].filter(Boolean).join(' · ');
  const label = `${number} ${plan.description.replaceAll('`', '')}`;
  return row(label, description, icon, `plan;${stands.kind}`, colour);
}

function words(stands: PlanState): string {
  switch (stands.kind) {
    case 'open':
      return '';
    case 'done':
      return `done as ${stands.revision}`;
    case 'taken':
      return `the number of ${stands.revision}`;
    case 'unknown':
      return `done as ${stands.revision}, which no file has`;
  }
}
