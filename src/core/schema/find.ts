import type { ObjectName } from '../changes/objects.js';
import type { QualifiedName, Schema, Table } from './schema.js';

/** The object that a name means: in its schema, or in the first of the search path that has it. */
export function findNamed<T extends QualifiedName>(
  { searchPath }: Pick<Schema, 'searchPath'>,
  objects: readonly T[],
  { schema, name }: ObjectName,
): T | undefined {
  const named = objects.filter((object) => object.name === name);
  const schemas = schema === undefined ? searchPath : [schema];
  for (const place of schemas) {
    const found = named.find((object) => object.schema === place);
    if (found) return found;
  }
  return undefined;
}

export function findTable(schema: Schema, name: ObjectName): Table | undefined {
  return findNamed(schema, schema.tables, name);
}

/**
 * The tables and views that a name as a person writes it may mean, best first: `products`,
 * `shop.products`, `"Order Lines"`. Letters outside quotes are folded as SQL does; where that finds
 * nothing they are taken as they are, and then every schema is searched.
 */
export function findTables(schema: Schema, written: string): Table[] {
  const parts = [...written.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? { plain: plain?.trim() ?? '' },
  );
  const folded = parts.map((part) => (typeof part === 'string' ? part : part.plain.toLowerCase()));
  const exact = parts.map((part) => (typeof part === 'string' ? part : part.plain));
  for (const names of [folded, exact]) {
    const name = { schema: names.at(-2), name: names.at(-1) ?? '' };
    const found = findTable(schema, name);
    if (found) return [found];
  }
  return schema.tables.filter(
    ({ schema: place, name }) =>
      name === exact.at(-1) && (exact.length < 2 || place === exact.at(-2)),
  );
}
