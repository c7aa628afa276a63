import type { Change } from '../../changes/change.js';
import { longestName } from '../../schema/replay/choose-name.js';
import { fillPattern, namingKeyOf } from '../fill-pattern.js';
import {
  kindText,
  nameLiterals,
  newNames,
  placeOfName,
  renameEverywhere,
  type NewName,
} from '../new-names.js';
import type { RuleContext, RuleOn } from '../rule.js';

export const namingConvention: RuleOn<'change'> = {
  id: 'naming-convention',
  title: 'A new name breaks the naming convention',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, migration }, context) {
    if (direction === 'downgrade') return;
    for (const own of newNames(change)) {
      const found = patternFor(own, change, context);
      if (!found) continue;
      const { matches, only } = fillPattern(found.pattern, own, found.plain);
      if (matches(own.name) || (only?.length ?? 0) > longestName) continue;
      const edits =
        only === undefined || own.table === undefined
          ? []
          : renameEverywhere(migration, own.name, only);
      yield {
        at: placeOfName(migration, change, own.name),
        message: `The ${kindText(own)} ${own.name} is not named as the ${found.plain ? 'naming convention of the metadata' : 'configuration'} has it: ${only ?? found.pattern}.`,
        help: only === undefined ? `Take a name that fits ${found.pattern}.` : `Call it ${only}.`,
        fixes:
          edits.length > 0 ? [{ title: `Call it ${only ?? ''}`, safety: 'review', edits }] : [],
      };
    }
  },
};

/** The configured pattern, else the template of the models' metadata. */
function patternFor(own: NewName, change: Change, { naming, outside }: RuleContext) {
  const key = namingKeyOf(own);
  if (!key) return undefined;
  const configured = naming[key];
  if (configured !== undefined) return { pattern: configured, plain: false };
  if (key === 'table' || key === 'column' || key === 'type') return undefined;
  const template = outside.models?.naming?.[key];
  if (template === undefined || isPart(own, change, template)) return undefined;
  return { pattern: template, plain: true };
}

/** SQLAlchemy puts the name into the template, unless `op.f()` says that it is complete. */
function isPart({ name }: NewName, change: Change, template: string): boolean {
  if (!template.includes('%(constraint_name)s') || change.source.sql !== undefined) return false;
  return !nameLiterals(change, name).some(({ final }) => final);
}
