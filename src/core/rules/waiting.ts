import type { RelationEffect, Role } from '../changes/effects/effects.js';
import type { RuleContext, Step } from './rule.js';
import { isSmall } from './small-table.js';

/** What a step does to a relation that existed before; undefined where that is known to be small. */
export function relationIn(
  { effects }: Step,
  role: Role,
  context: RuleContext,
): RelationEffect | undefined {
  return effects.relations.find((own) => own.role === role && !isSmall(own.relation, context));
}

/** The same, of one whose rows are all read. */
export function scannedIn(
  { effects }: Step,
  role: Role,
  context: RuleContext,
): RelationEffect | undefined {
  return effects.relations.find(
    (own) => own.role === role && own.scans && !isSmall(own.relation, context),
  );
}
