import type { ChangeOf, EffectKind } from '../../changes/change.js';
import type { Expectation } from '../expectation.js';

/**
 * What a later change makes of an expectation: `gone`, it no longer holds; `moved`, it holds under
 * another name; `altered`, the later change replaces part of it. Undefined: nothing.
 */
export type Carry =
  { readonly kind: 'gone' } | { readonly kind: 'moved' | 'altered'; readonly to: Expectation };

export type Carrier<K extends EffectKind> = (
  expectation: Expectation,
  change: ChangeOf<K>,
) => Carry | undefined;

export type Carriers = { readonly [K in EffectKind]?: Carrier<K> };
