import { executeLine, executeLines, quoted, sqlName } from '../../changes/inverse/python.js';
import { clipName } from '../../schema/replay/choose-name.js';
import type { Parameter, Pattern, Reader } from '../pattern.js';
import { column, dropColumn, newColumn, table } from './parts.js';

const shared = (to: Parameter): readonly Parameter[] => [
  table,
  { ...column('old_name'), name: 'old', title: 'Old column' },
  { ...to, name: 'new' },
  { name: 'type', kind: 'sql type', title: 'Its type, in SQL', example: 'text', of: 'old' },
  {
    name: 'name',
    kind: 'new name',
    title: 'Name of the trigger and its function',
    example: 'name',
    proposal: (read) => clipName(`${read.table('table').name}_${read.name('new')}_sync`),
  },
];

const parts = (read: Reader) => ({
  rows: sqlName(read.table('table')),
  old: quoted(read.name('old')),
  new: quoted(read.name('new')),
  trigger: quoted(read.name('name')),
  routine: sqlName({ ...read.table('table'), name: read.name('name') }),
});

/** A trigger that keeps both columns the same, whichever a client writes. */
function keepInStep(read: Reader): string[] {
  const { rows, old, new: fresh, trigger, routine } = parts(read);
  const body = [
    'BEGIN',
    `    IF TG_OP = 'INSERT' THEN`,
    `        IF NEW.${fresh} IS NULL THEN`,
    `            NEW.${fresh} := NEW.${old};`,
    `        ELSE`,
    `            NEW.${old} := NEW.${fresh};`,
    `        END IF;`,
    `    ELSIF NEW.${fresh} IS DISTINCT FROM OLD.${fresh} THEN`,
    `        NEW.${old} := NEW.${fresh};`,
    `    ELSE`,
    `        NEW.${fresh} := NEW.${old};`,
    `    END IF;`,
    `    RETURN NEW;`,
    'END',
  ];
  const tag = body.join('').includes('$$') ? '$in_step$' : '$$';
  return [
    ...executeLines(
      `CREATE FUNCTION ${routine}() RETURNS trigger LANGUAGE plpgsql AS ${tag}`,
      ...body,
      tag,
    ),
    ...executeLines(
      `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${rows}`,
      `FOR EACH ROW EXECUTE FUNCTION ${routine}()`,
    ),
  ];
}

function dropTrigger(read: Reader): string[] {
  const { rows, trigger, routine } = parts(read);
  return [
    executeLine(`DROP TRIGGER ${trigger} ON ${rows}`),
    executeLine(`DROP FUNCTION ${routine}()`),
  ];
}

const addColumn = (read: Reader, name: string) =>
  executeLine(
    `ALTER TABLE ${sqlName(read.table('table'))} ADD COLUMN ${name} ${read.text('type')}`,
  );

const expand: Pattern = {
  id: 'rename-column-expand',
  title: 'Rename a column: expand',
  description:
    'The first half of a rename that running clients survive: a column of the new name, and a trigger that keeps both the same, whichever a client writes. Then fill it by *Batched backfill* in a revision of its own, with the old column as the value, move all clients to the new name, and end with *Rename a column: contract*.',
  parameters: shared(newColumn('new_name')),
  upgrade: (read) => [addColumn(read, parts(read).new), ...keepInStep(read)],
  downgrade: (read) => [...dropTrigger(read), dropColumn(read.table('table'), read.name('new'))],
  inherent: {
    'trigger-locks-table': 'CREATE TRIGGER waits for writes to end, and is done in a moment.',
  },
};

const contract: Pattern = {
  id: 'rename-column-contract',
  title: 'Rename a column: contract',
  description:
    'The second half: once no client uses the old name, the trigger and the old column go. The way back adds the column again, fills it and keeps it the same; its default, constraints and indexes do not come back.',
  parameters: [
    ...shared({ ...column('new_name'), title: 'New column' }),
    {
      name: 'nullable',
      kind: 'switch',
      title: 'Could the old column be NULL?',
      example: 'yes',
      choices: ['yes', 'no'],
    },
  ],
  upgrade: (read) => [...dropTrigger(read), dropColumn(read.table('table'), read.name('old'))],
  downgrade: (read) => {
    const { rows, old, new: fresh } = parts(read);
    return [
      addColumn(read, old),
      ...executeLines(`UPDATE ${rows}`, `SET ${old} = ${fresh}`, `WHERE ${old} IS NULL`),
      ...(read.text('nullable') === 'no'
        ? [executeLine(`ALTER TABLE ${rows} ALTER COLUMN ${old} SET NOT NULL`)]
        : []),
      ...keepInStep(read),
    ];
  },
  inherent: {
    'drop-loses-data': 'All values are in the column of the new name.',
    'trigger-locks-table': 'DROP TRIGGER waits for all who use the table, and is done in a moment.',
  },
};

export const renameColumnPatterns: readonly Pattern[] = [expand, contract];
