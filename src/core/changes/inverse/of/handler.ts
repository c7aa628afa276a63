import type { ChangeOf, EffectKind } from '../../change.js';
import type { Around, Inverse } from '../inverse.js';

/** The inverse of one kind of change. */
export type Inverses = {
  readonly [K in EffectKind]: (change: ChangeOf<K>, around: Around) => Inverse;
};
