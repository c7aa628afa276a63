/** What steps of a transaction hold, and which of them take long. */
import type { RelationEffect } from '../changes/effects/effects.js';
import { blocksReads, blocksWrites } from '../changes/effects/lock-modes.js';
import { objectText } from '../changes/object-text.js';
import type { Change } from '../changes/change.js';
import type { Expression } from '../changes/objects.js';
import type { RelatedPlace } from './finding.js';
import type { ChangeSubject, PlacedStep, RuleContext, Step } from './rule.js';
import { isSmall } from './small-table.js';
import { headOf } from './sql-places.js';

/** Tables, not their indexes and sequences. */
const isTable = ({ role }: RelationEffect) => role !== 'index' && role !== 'sequence';

/** A view that is dropped or made anew is not counted: its tables stay open. */
const isLocked = (own: RelationEffect) => isTable(own) && own.role !== 'object';

/** Tables that a step locks so that nobody can write to them. */
export function lockedTables({ effects }: Pick<Step, 'effects'>): readonly RelationEffect[] {
  return effects.relations.filter((own) => isLocked(own) && blocksWrites(own.lock));
}

/** Tables that a step locks so that nobody can read them. */
export function closedTables({ effects }: Pick<Step, 'effects'>): readonly RelationEffect[] {
  return effects.relations.filter((own) => isLocked(own) && blocksReads(own.lock));
}

/** What takes long in a step, as the beginning of a sentence; undefined: nothing, as far as known. */
export function longWork({ change, effects }: Step, context: RuleContext): string | undefined {
  const busy = effects.relations.filter(
    (own) => isTable(own) && (own.scans || own.rewrites || own.builds.length > 0),
  );
  const large = busy.find(({ relation }) => !isSmall(relation, context));
  if (large && change.kind !== 'truncate') {
    const name = objectText(large.relation);
    if (change.kind === 'update' || change.kind === 'delete') return rowsWork(change);
    if (large.rewrites) return `Writing ${name} anew`;
    return large.builds.length > 0 ? `Building an index of ${name}` : `Reading all of ${name}`;
  }
  return rowsWork(change, context);
}

/** UPDATE, DELETE, INSERT … SELECT: as long as there are rows; single rows by a key are few. */
function rowsWork(change: Change, context?: RuleContext): string | undefined {
  if (!('table' in change) || (context && isSmall(change.table, context))) return undefined;
  const name = objectText(change.table);
  switch (change.kind) {
    case 'update':
      return isSelective(change.where) ? undefined : `The UPDATE of ${name}`;
    case 'delete':
      return isSelective(change.where) ? undefined : `The DELETE from ${name}`;
    case 'insert':
      return /\bselect\b/i.test(change.source.sql ?? '') ? `The INSERT into ${name}` : undefined;
    default:
      return undefined;
  }
}

/** `key = 'x'`, perhaps with more conditions; or a condition that is not known. */
const isSelective = (where: Expression | undefined) =>
  (where !== undefined && where.sql === undefined) ||
  /(?:^|\band\b)[\s(]*"?\w+"?\s*=\s*(?:'[^']*'|\d+|[:$%][\w(])/i.test(where?.sql ?? '');

/** Whether two steps are of different statements. */
export const isOther = (one: Pick<Step, 'change'>, other: Pick<Step, 'change'>) =>
  one.change.source.operation !== other.change.source.operation ||
  one.change.source.range.from !== other.change.source.range.from;

/** `, since revision 059` where a step stands in another revision. */
export function since({ migration }: PlacedStep, subject: ChangeSubject): string {
  return migration === subject.migration ? '' : ` since revision ${migration.revision.revision}`;
}

/** Where a step stands, for a finding about a later one. */
export function relatedTo(placed: PlacedStep, message: string): RelatedPlace {
  const { migration, step } = placed;
  return { file: migration.file, range: headOf(migration, step.change), message };
}
