import type { Change } from '../changes/change.js';
import { best, sameName } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import type { Operation } from '../revisions/revision.js';
import type { Fix } from './finding.js';
import { removeOperations } from './remove-operations.js';
import type { ChangeSubject } from './rule.js';

/** The table that a change is about. */
export function tableOf(
  change: Change,
  { before }: Pick<ChangeSubject, 'before'>,
): ObjectName | undefined {
  if (change.kind === 'drop_index')
    return change.table ?? best(before.index(change.index))?.definition.table;
  if (change.kind === 'create_index') return change.index.table;
  return 'table' in change ? change.table : undefined;
}

/** Takes out a drop, what else of the same object goes with it, and what downgrade() makes of them. */
export function removeDrop(subject: ChangeSubject): Fix[] {
  const { change, migration } = subject;
  const table = tableOf(change, subject);
  const about = (step: ChangeSubject['steps'][number]): boolean => {
    const other = step.change;
    const own = tableOf(other, step);
    if (!table || !own || !sameName(own, table)) return false;
    switch (change.kind) {
      case 'drop_table':
        return true;
      case 'drop_column':
        return 'column' in other && nameOf(other.column) === change.column;
      case 'drop_index':
        return indexOf(other) === change.index.name;
      case 'drop_constraint':
        return constraintOf(other) === change.name;
      default:
        return false;
    }
  };
  const steps = [...migration.upgrade, ...migration.downgrade];
  const operations = new Set<Operation>([change.source.operation]);
  for (const step of steps) if (about(step)) operations.add(step.change.source.operation);
  // An operation that does something else, too, stays, and so does the drop.
  const mixed = steps.some((step) => operations.has(step.change.source.operation) && !about(step));
  const edits = mixed ? undefined : removeOperations(migration, operations);
  return edits ? [{ title: 'Remove the drop and its mirror', safety: 'review', edits }] : [];
}

const nameOf = (column: string | { readonly name: string }) =>
  typeof column === 'string' ? column : column.name;

const indexOf = (change: Change) =>
  change.kind === 'drop_index' || change.kind === 'create_index' ? change.index.name : undefined;

const constraintOf = (change: Change) =>
  change.kind === 'add_constraint'
    ? change.constraint.name
    : change.kind === 'drop_constraint'
      ? change.name
      : undefined;
