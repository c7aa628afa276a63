/** What can be run a second time where a first run left its work, and what fails then. */
import type { Change } from '../changes/change.js';
import { sameName } from '../changes/known-schema.js';

/**
 * Whether a change succeeds, or does nothing, where it has been done before. What belongs to another
 * change of the same operation (the index of a new column) is judged with that one. What cannot be
 * told is taken to be repeatable.
 *
 * @param earlier the changes that run before it, in the same function
 */
export function isRepeatable(change: Change, earlier: readonly Change[]): boolean {
  if (change.conditional) return true;
  switch (change.kind) {
    case 'create_table':
    case 'add_column':
    case 'create_enum':
    case 'add_enum_value':
      return change.ifNotExists ?? false;
    case 'create_index':
      return (change.ifNotExists ?? false) || isDroppedBefore(change, earlier);
    case 'create_object':
      return (change.ifNotExists ?? change.replace ?? false) || isDroppedBefore(change, earlier);
    case 'add_constraint':
      return isDroppedBefore(change, earlier);
    case 'drop_table':
    case 'drop_column':
    case 'drop_constraint':
    case 'drop_index':
    case 'drop_type':
    case 'drop_object':
      return change.ifExists ?? false;
    case 'set_column_identity':
    case 'rename_table':
    case 'rename_column':
    case 'rename_constraint':
    case 'rename_index':
    case 'rename_type':
    case 'rename_object':
    case 'rename_enum_value':
    case 'set_table_schema':
    case 'attach_partition':
    case 'detach_partition':
      return false;
    case 'insert':
      return change.onConflict ?? false;
    default:
      return true;
  }
}

/** An earlier statement drops it if it is there. */
function isDroppedBefore(change: Change, earlier: readonly Change[]): boolean {
  return earlier.some((other) => {
    if (change.kind === 'create_index' && other.kind === 'drop_index') {
      const { name, table } = change.index;
      const dropped = name !== undefined && sameName(other.index, { schema: table.schema, name });
      return dropped && (other.ifExists ?? false);
    }
    if (change.kind === 'add_constraint' && other.kind === 'drop_constraint')
      return (
        (other.ifExists ?? false) &&
        other.name === change.constraint.name &&
        sameName(other.table, change.table)
      );
    if (change.kind === 'create_object' && other.kind === 'drop_object')
      return (
        (other.ifExists ?? false) &&
        other.object.type === change.object.type &&
        sameName(other.object.name, change.object.name)
      );
    return false;
  });
}
