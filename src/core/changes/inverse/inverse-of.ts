import type { Change, EffectKind } from '../change.js';
import { type Around, type Inverse, notDerivable } from './inverse.js';
import { columns } from './of/columns.js';
import { constraints } from './of/constraints.js';
import { data } from './of/data.js';
import type { Inverses } from './of/handler.js';
import { objects } from './of/objects.js';
import { tables } from './of/tables.js';

const inverses: Inverses = { ...tables, ...columns, ...constraints, ...objects, ...data };

/**
 * The code of `downgrade()` that undoes one change, in the style of Alembic's autogenerate. What the
 * change itself does not tell (the type of a dropped column, the name of an unnamed constraint) is
 * taken from the schema before and after it; nothing is guessed.
 */
export function inverseOf(change: Change, around: Around): Inverse {
  if (change.conditional) return notDerivable('it only runs under a condition');
  return (inverses[change.kind] as Reader)(change, around);
}

/** That reader and change belong together is true by index; the compiler cannot see it. */
type Reader = (change: Change & { readonly kind: EffectKind }, around: Around) => Inverse;
