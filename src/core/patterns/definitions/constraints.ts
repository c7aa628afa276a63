import {
  call,
  executeLine,
  list,
  literalName,
  quoted,
  schemaOf,
  sqlName,
  sqlText,
  text,
} from '../../changes/inverse/python.js';
import type { ObjectName } from '../../changes/objects.js';
import type { Pattern } from '../pattern.js';
import {
  buildIndex,
  column,
  columns,
  dropConstraintIfExists,
  newName,
  onDelete,
  table,
  validate,
} from './parts.js';

const dropConstraint = (owner: ObjectName, name: string, type: string) =>
  call('op.drop_constraint', name, text(owner.name), schemaOf(owner), `type_=${text(type)}`);

const notNull: Pattern = {
  id: 'not-null-in-three-steps',
  title: 'NOT NULL in three steps',
  description:
    'Makes a column NOT NULL without reading the table under a lock that stops everybody: a check that is not validated, its validation outside of the transaction, then SET NOT NULL, which the check spares the reading (PostgreSQL 12 or newer). Fill the column before; where a NULL is left, the validation fails and nothing is lost.',
  parameters: [
    table,
    column('existing_field'),
    newName('Name of the check, which goes in the end', 'ck', 'column', '_not_null'),
  ],
  upgrade: (read) => {
    const [owner, field, name] = [read.table('table'), read.name('column'), read.name('name')];
    return [
      dropConstraintIfExists(owner, name),
      call(
        'op.create_check_constraint',
        literalName(name),
        text(owner.name),
        sqlText(`${quoted(field)} IS NOT NULL`),
        schemaOf(owner),
        'postgresql_not_valid=True',
      ),
      ...validate(owner, name),
      call('op.alter_column', text(owner.name), text(field), 'nullable=False', schemaOf(owner)),
      dropConstraint(owner, literalName(name), 'check'),
    ];
  },
  downgrade: (read) => [
    call(
      'op.alter_column',
      text(read.table('table').name),
      text(read.name('column')),
      'nullable=True',
      schemaOf(read.table('table')),
    ),
  ],
};

const foreignKey: Pattern = {
  id: 'foreign-key-not-valid',
  title: 'Foreign key NOT VALID, then VALIDATE',
  description:
    'Adds a foreign key to a table that has rows: NOT VALID holds its locks for a moment only, and VALIDATE, outside of the transaction, lets writes go on while it reads.',
  parameters: [
    table,
    columns('parent_id'),
    { name: 'referenced', kind: 'table', title: 'Referenced table', example: 'parents' },
    {
      name: 'key',
      kind: 'columns',
      title: 'Referenced columns, with commas between them',
      example: 'id',
      of: 'referenced',
    },
    onDelete,
    newName('Name of the foreign key', 'fk'),
  ],
  upgrade: (read) => {
    const [owner, target] = [read.table('table'), read.table('referenced')];
    const name = read.name('name');
    return [
      dropConstraintIfExists(owner, name),
      call(
        'op.create_foreign_key',
        text(name),
        text(owner.name),
        text(target.name),
        list(read.names('columns')),
        list(read.names('key')),
        `ondelete=${text(read.text('ondelete'))}`,
        schemaOf(owner, 'source_schema'),
        schemaOf(target, 'referent_schema'),
        'postgresql_not_valid=True',
      ),
      ...validate(owner, name),
    ];
  },
  downgrade: (read) => [dropConstraint(read.table('table'), text(read.name('name')), 'foreignkey')],
  inherent: {
    'foreign-key-without-index':
      'Only where no index begins with these columns; *Concurrent index* adds one.',
  },
};

const uniqueConstraint: Pattern = {
  id: 'unique-constraint-by-index',
  title: 'Unique constraint by concurrent index',
  description:
    'Builds a unique index while reads and writes go on, then makes it a constraint in a moment. Where values stand twice, building fails; mend them and run it again.',
  parameters: [
    table,
    columns('existing_field'),
    newName('Name of the index and the constraint', 'uq'),
  ],
  upgrade: (read) => {
    const [owner, name] = [read.table('table'), read.name('name')];
    return [
      ...buildIndex(owner, name, read.names('columns'), 'unique=True'),
      executeLine(
        `ALTER TABLE ${sqlName(owner)} ADD CONSTRAINT ${quoted(name)} UNIQUE USING INDEX ${quoted(name)}`,
      ),
    ];
  },
  downgrade: (read) => [dropConstraint(read.table('table'), text(read.name('name')), 'unique')],
};

export const constraintPatterns: readonly Pattern[] = [notNull, foreignKey, uniqueConstraint];
