import { best, type KnownSchema, type KnownTable, sameName } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import { code, type Inverse, nothing, notDerivable } from '../inverse.js';
import { call, execute, keyword, schemaOf, sqlName, text } from '../python.js';
import { addColumn, renderColumn, unknownIn } from '../render-column.js';
import { createConstraint, tableConstraint, unknownConstraint } from '../render-constraint.js';
import { createIndex, unknownIndex } from '../render-index.js';
import type { Inverses } from './handler.js';

type Kinds =
  | 'create_table'
  | 'drop_table'
  | 'rename_table'
  | 'set_table_schema'
  | 'attach_partition'
  | 'detach_partition'
  | 'alter_table';

export const tables: Pick<Inverses, Kinds> = {
  create_table({ table, ifNotExists }, { before }) {
    const known = ifNotExists ? before.table(table).state : 'absent';
    if (known === 'present') return nothing;
    if (known === 'unknown') return notDerivable('whether the table was there before is not known');
    return code([call('op.drop_table', text(table.name), schemaOf(table))]);
  },

  drop_table({ table, ifExists, cascade }, { before }) {
    const known = before.table(table);
    if (known.state === 'absent' && ifExists) return nothing;
    if (known.state !== 'present')
      return notDerivable(known.state === 'unknown' ? known.doubt.reason : noSuch(table));
    const rebuilt = rebuildTable(known.value, before);
    if ('notDerivable' in rebuilt) return rebuilt;
    const lost = cascade ? ' and what CASCADE dropped with it' : '';
    return { ...rebuilt, warning: `the rows of ${table.name}${lost} do not come back` };
  },

  rename_table: ({ table, to }) =>
    code([call('op.rename_table', text(to), text(table.name), schemaOf(table))]),

  set_table_schema: ({ table, to }) =>
    code([
      execute(
        `ALTER TABLE ${sqlName({ schema: to, name: table.name })} SET SCHEMA ${table.schema ?? 'public'}`,
      ),
    ]),

  attach_partition: ({ table, partition }) =>
    code([execute(`ALTER TABLE ${sqlName(table)} DETACH PARTITION ${sqlName(partition)}`)]),

  detach_partition({ table, partition }, { before }) {
    const made = best(before.table(partition))?.origin.source.sql;
    const [bound] = /\b(for\s+values\s.*|default)\s*;?\s*$/is.exec(made ?? '') ?? [];
    if (bound === undefined) return notDerivable('the bounds of the partition are not known');
    const sql = `ALTER TABLE ${sqlName(table)} ATTACH PARTITION ${sqlName(partition)} ${bound}`;
    return code([execute(sql)]);
  },

  alter_table({ table, statement, source }) {
    const opposite = Object.hasOwn(opposites, statement) ? opposites[statement] : undefined;
    const [, trigger] = /\btrigger\s+("?[\w$]+"?)/i.exec(source.sql ?? '') ?? [];
    if (opposite === undefined)
      return notDerivable('what it was before this ALTER TABLE is not known');
    return code([
      execute(`ALTER TABLE ${sqlName(table)} ${opposite.replace('…', trigger ?? 'ALL')}`),
    ]);
  },
};

const opposites: Readonly<Record<string, string>> = {
  AT_EnableTrig: 'DISABLE TRIGGER …',
  AT_EnableTrigAll: 'DISABLE TRIGGER …',
  AT_EnableTrigUser: 'DISABLE TRIGGER …',
  AT_DisableTrig: 'ENABLE TRIGGER …',
  AT_DisableTrigAll: 'ENABLE TRIGGER …',
  AT_DisableTrigUser: 'ENABLE TRIGGER …',
  AT_EnableRowSecurity: 'DISABLE ROW LEVEL SECURITY',
  AT_DisableRowSecurity: 'ENABLE ROW LEVEL SECURITY',
  AT_ForceRowSecurity: 'NO FORCE ROW LEVEL SECURITY',
  AT_NoForceRowSecurity: 'FORCE ROW LEVEL SECURITY',
  AT_SetLogged: 'SET UNLOGGED',
  AT_SetUnLogged: 'SET LOGGED',
};

const noSuch = ({ name }: ObjectName) => `no migration before creates ${name}`;

/** `op.create_table(…)` with its indexes, triggers and comment, as the table was. */
function rebuildTable(table: KnownTable, schema: KnownSchema): Inverse {
  const { columns, constraints, indexes, name } = table;
  const unknown =
    table.incomplete?.reason ??
    columns.map(unknownIn).find((reason) => reason !== undefined) ??
    constraints.map(unknownConstraint).find((reason) => reason !== undefined) ??
    indexes.map(unknownIndex).find((reason) => reason !== undefined);
  if (unknown !== undefined) return notDerivable(unknown);
  if (table.partitionOf || table.kind !== 'table')
    return notDerivable(`${name.name} is a ${table.partitionOf ? 'partition' : table.kind}`);
  const inside: string[] = [];
  const later: string[] = [];
  for (const column of columns) {
    const serial = column.sequence !== undefined && !column.identity;
    const rendered = serial ? undefined : renderColumn(column, schema);
    if (rendered === undefined) later.push(...addColumn(name, column, schema));
    else inside.push(rendered);
  }
  // A column that is added later cannot be in a constraint of CREATE TABLE.
  for (const constraint of constraints) {
    const rendered = later.length === 0 ? tableConstraint(constraint) : undefined;
    if (rendered === undefined) later.push(createConstraint(name, constraint));
    else inside.push(rendered);
  }
  const options = [
    schemaOf(name),
    keyword('comment', table.comment === undefined ? undefined : text(table.comment)),
    keyword('postgresql_partition_by', table.partitionBy && text(table.partitionBy)),
  ].flatMap((option) => option ?? []);
  const lines = [...inside, ...options].map((line) => `    ${line}`).join(',\n');
  const plain = indexes.filter(({ constraint }) => constraint === undefined);
  const onTable = schema.objects.filter((object) => object.table && sameName(object.table, name));
  const silent = onTable.find(({ sql }) => sql === undefined);
  if (silent)
    return notDerivable(`the text of the ${silent.type} ${silent.name.name} is not known`);
  return code([
    `op.create_table(${text(name.name)},\n${lines}\n)`,
    ...later,
    ...plain.map((index) => createIndex(index)),
    ...onTable.map(({ sql }) => execute(sql ?? '')),
  ]);
}
