import { introspection } from '../../../src/core/schema/introspect.js';
import type { CatalogRow } from '../../../src/core/schema/query.js';
import { schemaFromRows } from '../../../src/core/schema/schema-from-rows.js';
import type { Schema } from '../../../src/core/schema/schema.js';
import { rows } from './catalog.js';

/** The whole schema of the database at `url`, as its catalogs tell it. */
export async function introspect(url: string): Promise<Schema> {
  const found = await rows(url, introspection.sql);
  const schema = schemaFromRows(found as unknown as CatalogRow[]);
  if (!schema) throw new Error('the catalogs could not be read');
  return schema;
}
