import type { Change, EffectKind } from '../../changes/change.js';
import { columns } from './apply/columns.js';
import { constraints } from './apply/constraints.js';
import { enums } from './apply/enums.js';
import type { Handlers } from './apply/handler.js';
import { indexes } from './apply/indexes.js';
import { objects } from './apply/objects.js';
import { partitions } from './apply/partitions.js';
import { tables } from './apply/tables.js';
import { clouded, perhaps } from './cloud.js';
import { Draft, type ReplayOptions } from './draft.js';
import { noteFilled } from './filled.js';
import type { State } from './state.js';
import { touchesOf } from './touches.js';

const handlers: Handlers = {
  ...tables,
  ...partitions,
  ...columns,
  ...constraints,
  ...indexes,
  ...enums,
  ...objects,
};

/** The state after one change; the state before stays as it is. */
export function applyChange(
  before: State,
  change: Change,
  revision: string,
  options: ReplayOptions,
): State {
  const state = noteFilled(before, change);
  if (change.kind === 'unknown') {
    const doubt = { reason: change.reason, change, revision };
    return clouded(state, touchesOf(change), doubt);
  }
  if (change.kind === 'transaction' && change.statement.startsWith('ROLLBACK')) {
    const reason = 'ROLLBACK undoes what ran before it';
    return clouded(state, 'anything', { reason, change, revision });
  }
  const handler = handlers[change.kind] as Handler | undefined;
  if (!handler) return state;
  const draft = new Draft(state, change, revision, options);
  handler(draft, change);
  if (!change.conditional) return draft.state;
  return perhaps(state, draft.state, draft.doubt('it only runs under a condition'));
}

/** That handler and change belong together is true by index; the compiler cannot see it. */
type Handler = (draft: Draft, change: Change & { readonly kind: EffectKind }) => void;
