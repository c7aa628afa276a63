import { sameName } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import { type Cases, referencedBy, tableIn } from './case.js';
import { utilityCases } from './utility.js';

export const dataCases: Cases = {
  insert: ({ table }, { schema }) => [
    { row: 'insert', relations: { referenced: referencedBy(tableIn(schema, table)) } },
  ],
  update: (change) => [{ row: change.where || change.joined ? 'update' : 'update-all' }],
  delete({ table, where, joined }, { schema }) {
    const referencing = others(
      [table],
      schema?.referencesTo(table).map((item) => item.table.name),
    );
    return [{ row: where || joined ? 'delete' : 'delete-all', relations: { referencing } }];
  },
  truncate({ tables, cascade }, { schema }) {
    const names = tables.flatMap((name) =>
      (schema?.referencesTo(name) ?? []).map((item) => item.table.name),
    );
    const referencing = others(tables, names);
    if (referencing.length === 0) return [{ row: 'truncate', relations: { table: tables } }];
    return cascade
      ? [{ row: 'truncate-cascade', relations: { table: tables, referencing } }]
      : [{ row: 'truncate-referenced', relations: { table: tables } }];
  },
  other: ({ statement, source }, context) => utilityCases(statement, source.sql ?? '', context),
};

const others = (tables: readonly ObjectName[], names: readonly ObjectName[] = []) =>
  names.filter((name) => !tables.some((table) => sameName(table, name)));
