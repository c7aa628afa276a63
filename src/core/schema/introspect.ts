import { catalogQueries } from './catalog-queries.js';
import type { CatalogQuery } from './query.js';

const parts = Object.entries(catalogQueries).map(
  ([part, sql]) => `'${part}', (SELECT coalesce(json_agg(row), '[]'::json) FROM (${sql}) row)`,
);

/**
 * Reads everything that a `Schema` holds in one query: one row with one column `schema`, JSON as
 * text. Give its rows to `schemaFromRows`.
 */
export const introspection: CatalogQuery = {
  sql: `SELECT json_build_object(
    'serverVersion', current_setting('server_version_num')::int,
    'searchPath', to_json(current_schemas(false)),
    ${parts.join(',\n    ')}
  )::text AS schema`,
};
