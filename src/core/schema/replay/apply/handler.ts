import type { ChangeOf, EffectKind } from '../../../changes/change.js';
import type { Draft } from '../draft.js';

/** Carries out one kind of change on a draft. */
export type Handlers = { readonly [K in EffectKind]?: (draft: Draft, change: ChangeOf<K>) => void };
