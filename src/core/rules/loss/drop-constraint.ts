import type { ChangeOf } from '../../changes/change.js';
import {
  certain,
  type KnownConstraint,
  type KnownSchema,
  sameName,
} from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { Constraint, ObjectName } from '../../changes/objects.js';
import { madeHere } from '../made-here.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const dropConstraint: RuleOn<'change'> = {
  id: 'drop-constraint',
  title: 'A constraint is dropped, and nothing takes its place',
  category: 'loss',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, migration } = subject;
    if (change.kind !== 'drop_constraint' || !mayBeThere(subject, change)) return;
    const known = constraintOf(subject, change);
    if (isReplaced(subject, change, known)) return;
    const type = known?.definition.type ?? change.type;
    yield {
      at: headOf(migration, change),
      message: `${change.name ?? 'The constraint'} of ${objectText(change.table)} is dropped${type ? `: ${allowed(type, known)}` : ', and nothing takes its place'}.`,
      help: 'Make sure that the code keeps up what it held; to bring it back, all rows have to fit again.',
    };
  },
};

function constraintOf({ before }: ChangeSubject, { table, name }: ChangeOf<'drop_constraint'>) {
  return name === undefined ? undefined : certain(before.constraint(table, name));
}

const mayBeThere = ({ before }: ChangeSubject, { table, name }: ChangeOf<'drop_constraint'>) =>
  name === undefined || before.constraint(table, name).state !== 'absent';

/** The function made it, brings another one, or drops the column or table too. */
function isReplaced(
  { steps, before }: ChangeSubject,
  { table, name, type }: ChangeOf<'drop_constraint'>,
  known: KnownConstraint | undefined,
): boolean {
  if (name !== undefined && madeHere(steps, before.constraint(table, name))) return true;
  if (known && isHeldByNotNull(known, table, before)) return true;
  const columns = known?.columns;
  return steps.some(({ change }) => {
    switch (change.kind) {
      case 'add_constraint': {
        const { constraint } = change;
        if (!sameName(change.table, table)) return false;
        if (constraint.type !== (known?.definition.type ?? type)) return constraint.name === name;
        const own = 'columns' in constraint ? constraint.columns : undefined;
        return !columns || !own || own.some((column) => columns.includes(column));
      }
      case 'create_index': {
        const keys = change.index.keys?.map(({ column }) => column);
        const unique = change.index.unique && !change.index.predicate;
        return (
          unique === true &&
          sameName(change.index.table, table) &&
          (keys?.every((key) => key !== undefined && columns?.includes(key)) ?? false)
        );
      }
      case 'set_column_nullable': {
        // A check that was there to prove the NOT NULL.
        const isCheck = (known?.definition.type ?? type ?? 'check') === 'check';
        const own = columns?.includes(change.column) ?? true;
        return isCheck && own && !change.nullable && sameName(change.table, table);
      }
      case 'drop_table':
        return sameName(change.table, table);
      case 'drop_column':
        return sameName(change.table, table) && (columns?.includes(change.column) ?? false);
      default:
        return false;
    }
  });
}

/** `CHECK (c IS NOT NULL)` of a column that is NOT NULL. */
function isHeldByNotNull(
  { definition, columns = [] }: KnownConstraint,
  table: ObjectName,
  schema: KnownSchema,
): boolean {
  const [column, ...more] = columns;
  if (definition.type !== 'check' || column === undefined || more.length > 0) return false;
  return (
    /^\(*"?[\w$]+"?\s+is\s+not\s+null\)*$/i.test(definition.expression.sql?.trim() ?? '') &&
    certain(schema.column(table, column))?.nullable === false
  );
}

/** What is possible without it. */
function allowed(type: Constraint['type'], known: KnownConstraint | undefined): string {
  const columns = known?.columns?.join(', ');
  const of = columns === undefined ? '' : ` in ${columns}`;
  switch (type) {
    case 'foreign_key':
      return `rows may refer${of} to rows that are not there, and nothing happens to them when those are deleted`;
    case 'unique':
    case 'primary_key':
      return `the same value may stand${of} twice`;
    case 'not_null':
      return `NULL may stand${of}`;
    case 'check':
    case 'exclude':
      return 'rows that it refused may come in';
  }
}
