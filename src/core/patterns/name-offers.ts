import { best, type KnownSchema } from '../changes/known-schema.js';
import type { NamedArgument } from './argument-roles.js';
import type { Offer } from './offers.js';

/** The names that an argument may have, of what is there at this point of the history. */
export function namesFor({ kind, table }: NamedArgument, schema: KnownSchema): readonly Offer[] {
  const owner = table && best(schema.table(table));
  switch (kind) {
    case 'table':
      return schema.tables.map(({ name, columns }) => ({
        value: name.name,
        detail: [
          ...(name.schema === undefined ? [] : [`in the schema ${name.schema}`]),
          columns.map((column) => column.name).join(', '),
        ].join(': '),
      }));
    case 'column':
      return (owner?.columns ?? []).map(({ name, type, nullable }) => ({
        value: name,
        detail: `${type.name ?? 'unknown type'}${nullable === false ? ' NOT NULL' : ''}`,
      }));
    case 'table.column':
      return schema.tables.flatMap(({ name, columns }) =>
        columns.map((column) => ({
          value: [...(name.schema === undefined ? [] : [name.schema]), name.name, column.name].join(
            '.',
          ),
          detail: column.type.name ?? 'unknown type',
        })),
      );
    case 'index': {
      const owners = owner ? [owner] : schema.tables;
      return owners.flatMap(({ indexes, name: { name } }) =>
        indexes.flatMap((index) =>
          index.name === undefined || index.constraint ? [] : [{ value: index.name, detail: name }],
        ),
      );
    }
    case 'constraint': {
      const owners = owner ? [owner] : schema.tables;
      return owners.flatMap(({ constraints, name: { name } }) =>
        constraints.flatMap((constraint) =>
          constraint.name === undefined
            ? []
            : [
                {
                  value: constraint.name,
                  detail: `${constraint.definition.type.replace('_', ' ')} of ${name}`,
                },
              ],
        ),
      );
    }
  }
}
