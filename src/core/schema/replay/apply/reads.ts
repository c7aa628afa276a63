import { sameName } from '../../../changes/known-schema.js';
import type { ColumnRead, ObjectName } from '../../../changes/objects.js';
import type { Draft } from '../draft.js';

/** Views, triggers, policies … go on naming a table or column that is renamed. */
export function renameReads(
  draft: Draft,
  table: ObjectName,
  rename: (read: ColumnRead) => ColumnRead,
): void {
  for (const object of [...draft.state.objects.values()])
    if (object.reads?.some(({ tables }) => tables.some((own) => sameName(own, table))))
      draft.putObject({
        ...object,
        reads: object.reads.map((read) =>
          read.tables.some((own) => sameName(own, table)) ? rename(read) : read,
        ),
      });
}

/** What CASCADE takes along is not followed: views and functions on it are in doubt from here on. */
export function doubtReaders(draft: Draft, name: ObjectName): void {
  const doubt = draft.doubt(`it may have been dropped with ${name.name}, by CASCADE`);
  for (const object of [...draft.state.objects.values()])
    if (object.reads?.some(({ tables }) => tables.some((own) => sameName(own, name))))
      draft.putObject({ ...object, doubt });
}
