import type { Change, ChangeOf } from '../changes/change.js';
import { carry } from './carry.js';
import { mentions, tableOf } from './carry/facts.js';
import type { Expectation, LaterChanges } from './expectation.js';
import { factsOf } from './facts-of.js';

/**
 * What the database should look like after a migration function ran, as far as its changes tell:
 * the net effect, in the order of the changes.
 *
 * @param changes of the function that ran: upgrade() after an upgrade, downgrade() after a roll back
 * @param later what ran after it and is still in force, in the order in which it ran: what it undid
 *   or replaced is superseded, what it renamed is looked for under the new name
 */
export function expectationsOf(
  changes: readonly Change[],
  later: readonly LaterChanges[] = [],
): Expectation[] {
  const own = netEffect(changes);
  return own.map((expectation) => carriedOn(expectation, later));
}

/**
 * What the database should look like after a roll back: what downgrade() declares, and, of what
 * upgrade() made and downgrade() never touches, that it is gone.
 */
export function expectationsAfterRollBack(
  upgrade: readonly Change[],
  downgrade: readonly Change[],
  later: readonly LaterChanges[] = [],
): Expectation[] {
  const declared = netEffect(downgrade);
  const untouched = netEffect(upgrade).filter((expectation) =>
    downgrade.every((change) => carry(expectation, change) === undefined),
  );
  const opposites = untouched.flatMap((expectation) => opposite(expectation));
  const made = opposites.filter((fact) => !opposites.some((other) => contains(other, fact)));
  const clouded = made.map((fact) => downgrade.reduce(cloud, fact));
  return [...declared, ...clouded].map((expectation) => carriedOn(expectation, later));
}

function netEffect(changes: readonly Change[]): Expectation[] {
  return changes.reduce<Expectation[]>((before, change) => {
    const kept = before.flatMap((expectation) => {
      const carried = change.conditional ? undefined : carry(expectation, change);
      if (!carried) return [cloud(expectation, change)];
      return carried.kind === 'gone' ? [] : [carried.to];
    });
    return [...kept, ...factsOf(change).map((fact) => ({ ...fact, change }))];
  }, []);
}

function carriedOn(expectation: Expectation, later: readonly LaterChanges[]): Expectation {
  let current = expectation;
  for (const { revision, changes } of later) {
    for (const change of changes) {
      const carried = change.conditional ? undefined : carry(current, change);
      if (carried && carried.kind !== 'moved') return { ...current, supersededBy: revision };
      current = carried ? carried.to : cloud(current, change);
    }
  }
  return current;
}

/** Notes that a change which nobody can see through, or which may not have run, may have had a hand in it. */
function cloud(expectation: Expectation, change: Change): Expectation {
  if (expectation.clouded !== undefined) return expectation;
  if (change.conditional && carry(expectation, change))
    return { ...expectation, clouded: 'a later operation that may or may not have run changes it' };
  if (change.kind !== 'unknown' || !reaches(change, expectation)) return expectation;
  const name = mainName(expectation);
  return change.text === undefined || (name !== undefined && mentions(change.text, name))
    ? { ...expectation, clouded: `a later operation may have changed it: ${change.reason}` }
    : expectation;
}

/** Whether what cannot be seen through could have made the expectation false. */
function reaches({ reach }: ChangeOf<'unknown'>, { kind, ...fact }: Expectation): boolean {
  if (reach === 'rows') return kind === 'rows';
  return reach === undefined || ('present' in fact && !fact.present);
}

/** The name that a statement would have to mention to change this. */
function mainName(fact: Expectation): string | undefined {
  if (fact.kind === 'enum' || fact.kind === 'label') return fact.type.name;
  if (fact.kind === 'object') return fact.object.name.name;
  if (fact.kind === 'dropped index') return fact.index.name;
  return tableOf(fact)?.name;
}

/** What roll back leaves in the place of what was made: nothing. */
function opposite(expectation: Expectation): Expectation[] {
  const { change } = expectation;
  const guarded = 'ifNotExists' in change && change.ifNotExists;
  const reason = 'IF NOT EXISTS: it may have been there before';
  const left = {
    change,
    leftover: true as const,
    ...(guarded ? { clouded: reason } : {}),
  };
  const made = change.kind.startsWith('create') || change.kind.startsWith('add');
  if (!made || !('present' in expectation) || !expectation.present) return [];
  switch (expectation.kind) {
    case 'table':
    case 'object':
    case 'enum':
      return [{ ...expectation, present: false, ...left }];
    case 'column':
      return [
        {
          kind: 'column',
          table: expectation.table,
          column: expectation.column,
          present: false,
          ...left,
        },
      ];
    case 'constraint':
      return [{ ...expectation, present: false, ...left }];
    case 'index': {
      const { name, table } = expectation.index;
      if (name === undefined) return [];
      const index = { schema: table.schema, name };
      return [{ kind: 'dropped index', present: false, index, ...left }];
    }
    default:
      return [];
  }
}

/** Where a table is to be gone, its columns and constraints need not be named one by one. */
function contains(outer: Expectation, inner: Expectation): boolean {
  return (
    outer.kind === 'table' && inner.kind !== 'table' && tableOf(inner)?.name === outer.table.name
  );
}
