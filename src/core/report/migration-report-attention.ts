import type { Change } from '../changes/change.js';
import { lossOf } from '../changes/loss.js';
import { objectText } from '../changes/object-text.js';
import type { Constraint, ObjectName } from '../changes/objects.js';
import { constraintText, wordsOf } from '../schema/words.js';

/** A change that somebody should know of before or after it is applied. */
export interface Attention {
  readonly kind: 'foreign key' | 'unique' | 'not null' | 'loss';
  /** What is changed, e.g. `foreign key (parent_id) to parents ON DELETE CASCADE on children`. */
  readonly what: string;
  /** What follows from it; '' where nothing more is to be said. */
  readonly note: string;
  /** 1-based line of the operation. */
  readonly line: number;
}

/** Foreign keys, uniqueness, NOT NULL and losses of data among the changes, in their order. */
export function attentionOf(changes: readonly Change[]): Attention[] {
  const made = new Set(
    changes.flatMap((change) => (change.kind === 'create_table' ? [objectText(change.table)] : [])),
  );
  const found = changes.flatMap((change) =>
    itemsOf(change, (table) => made.has(objectText(table))).map((item) => ({
      ...item,
      note: [item.note, ...(change.conditional ? [maybe] : [])].filter(Boolean).join('; '),
      line: change.source.operation.line,
    })),
  );
  const keys = found.map(({ what, line }) => `${line} ${what}`);
  return found.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

const maybe = 'it may not have run: it stands in a condition';

type Item = Omit<Attention, 'line'>;

function itemsOf(change: Change, isNew: (table: ObjectName) => boolean): Item[] {
  const loss = lossOf(change);
  if (loss !== undefined) return [{ kind: 'loss', what: loss, note: '' }];
  switch (change.kind) {
    case 'create_table':
      return change.constraints.flatMap((constraint) => added(constraint, change.table, true));
    case 'add_constraint':
      return added(change.constraint, change.table, isNew(change.table));
    case 'drop_constraint':
      return dropped(change.type, change.name, change.table);
    case 'create_index':
      return change.index.unique
        ? [{ kind: 'unique', what: wordsOf({ ...change, kind: 'index', present: true }), note: '' }]
        : [];
    case 'add_column': {
      const { column, table } = change;
      const { nullable } = column;
      const what = `NOT NULL column ${objectText(table)}.${column.name}`;
      return nullable === false && !isNew(table) ? [{ kind: 'not null', what, note: '' }] : [];
    }
    case 'set_column_nullable': {
      const what = `NOT NULL on ${objectText(change.table)}.${change.column}`;
      const note = change.nullable ? 'NULL is allowed from now on' : '';
      return [{ kind: 'not null', what: change.nullable ? `no ${what}` : what, note }];
    }
    default:
      return [];
  }
}

function added(constraint: Constraint, table: ObjectName, isNew: boolean): Item[] {
  const what = `${constraintText(constraint)} on ${objectText(table)}`;
  switch (constraint.type) {
    case 'foreign_key': {
      const waits = constraint.notValid ? 'rows from before are not checked until VALIDATE' : '';
      const follows = onDelete(constraint.onDelete, constraint.references, table);
      return [{ kind: 'foreign key', what, note: [follows, waits].filter(Boolean).join('; ') }];
    }
    case 'unique':
    case 'exclude':
      return [{ kind: 'unique', what, note: '' }];
    case 'primary_key':
      return isNew ? [] : [{ kind: 'unique', what, note: '' }];
    case 'not_null':
      return isNew ? [] : [{ kind: 'not null', what, note: '' }];
    case 'check':
      return [];
  }
}

/** What a DELETE of a referenced row does, by PostgreSQL's manual, section 5.5.5. */
function onDelete(
  action: string | undefined,
  references: ObjectName | undefined,
  table: ObjectName,
): string {
  const target = references ? objectText(references) : 'the referenced table';
  switch (action) {
    case 'CASCADE':
      return `deleting a row of ${target} deletes its rows of ${objectText(table)}`;
    case 'SET NULL':
    case 'SET DEFAULT':
      return `deleting a row of ${target} sets the column to ${action.slice(4)}`;
    case undefined:
      return 'what a delete does is only known at run time';
    default:
      return `a row of ${target} cannot be deleted while rows of ${objectText(table)} refer to it`;
  }
}

function dropped(
  type: Constraint['type'] | undefined,
  name: string | undefined,
  table: ObjectName,
): Item[] {
  const kind = type === 'foreign_key' ? 'foreign key' : 'unique';
  if (type === 'check' || type === 'not_null') return [];
  const words = type === undefined ? 'constraint' : type.replace('_', ' ');
  const what = `drops the ${words} ${name ?? '(unnamed)'} of ${objectText(table)}`;
  const note =
    type === 'foreign_key'
      ? 'rows may refer to nothing from now on'
      : type === undefined
        ? 'the migration does not say of which kind it is'
        : 'the same values may come twice from now on';
  return [{ kind, what, note }];
}
