import type { PythonValue } from '../../python/value.js';
import type { Operation } from '../../revisions/revision.js';
import { Arguments } from '../arguments.js';
import type { Effect } from '../change.js';
import { readSqlAlchemyType } from '../sqlalchemy-types.js';

/** `sa.Enum(…).create(bind)` and `.drop(bind)`; of tables and metadata nothing is read. */
export function ofReceiver(operation: Operation, receiver: PythonValue): readonly Effect[] {
  const type = readSqlAlchemyType(receiver).enum;
  if (type && (operation.name === 'create' || operation.name === 'drop')) {
    const args = new Arguments(['bind', 'checkfirst'], operation.args, operation.keywords);
    // SQLAlchemy looks first unless it is told not to.
    const guarded = args.flag('checkfirst') !== false;
    return operation.name === 'create'
      ? [
          {
            kind: 'create_enum',
            type: type.name,
            labels: type.labels,
            ...(guarded ? { ifNotExists: true } : {}),
          },
        ]
      : [{ kind: 'drop_type', type: type.name, ...(guarded ? { ifExists: true } : {}) }];
  }
  const creates = operation.name.startsWith('create');
  return [
    {
      kind: 'unknown',
      reason: `.${operation.name}() is called on something that is not an enum type`,
      ...(creates ? { reach: 'new objects' as const } : {}),
    },
  ];
}
