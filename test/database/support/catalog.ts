import pg from 'pg';

/** Everything in one schema but Alembic's own table, one line each. */
const sql = (schema: string) => `
WITH relation AS (
  SELECT oid, relname, relkind FROM pg_class
  WHERE relnamespace = to_regnamespace(${schema}) AND relname NOT LIKE 'alembic_version%'
)
SELECT format('relation %s %s', relname, relkind::text) AS line FROM relation
UNION ALL
SELECT format('column %s.%s %s null:%s default:%s identity:%s generated:%s',
    relname, attname, format_type(atttypid, atttypmod), NOT attnotnull,
    pg_get_expr(adbin, adrelid), attidentity::text, attgenerated::text)
  FROM relation JOIN pg_attribute ON attrelid = relation.oid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'v')
UNION ALL
SELECT format('constraint %s.%s %s valid:%s',
    relname, conname, pg_get_constraintdef(pg_constraint.oid), convalidated)
  FROM relation JOIN pg_constraint ON conrelid = relation.oid
UNION ALL
SELECT format('index %s valid:%s', pg_get_indexdef(indexrelid), indisvalid)
  FROM relation JOIN pg_index ON indrelid = relation.oid
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(pg_trigger.oid))
  FROM relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal
UNION ALL
SELECT format('comment %s.%s %s', relname, objsubid, description)
  FROM relation JOIN pg_description ON objoid = relation.oid AND objsubid = 0
UNION ALL
SELECT format('comment %s.%s %s', relname, attname, description)
  FROM relation JOIN pg_description ON objoid = relation.oid
  JOIN pg_attribute ON attrelid = relation.oid AND attnum = objsubid WHERE objsubid > 0
UNION ALL
SELECT format('view %s %s', relname, pg_get_viewdef(oid)) FROM relation WHERE relkind = 'v'
UNION ALL
SELECT format('function %s', pg_get_functiondef(oid))
  FROM pg_proc WHERE pronamespace = to_regnamespace(${schema})
UNION ALL
SELECT format('enum %s %s', typname, (
    SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid))
  FROM pg_type WHERE typtype = 'e' AND typnamespace = to_regnamespace(${schema})
`;

/** A connection to the database at `url`, for one piece of work. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The rows of one query. */
export function rows(url: string, query: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => {
    const { rows: found } = await client.query<Record<string, unknown>>(query);
    return found;
  });
}

/**
 * A schema as PostgreSQL's catalogs tell it, without Alembic's own table: sorted lines, so that the
 * order of columns does not count.
 *
 * @param schema as SQL writes it, e.g. `"My Schema"`; none where there is none of that name
 */
export async function schemaLines(url: string, schema = 'public'): Promise<string[]> {
  return (await rows(url, sql(pg.escapeLiteral(schema)))).map(({ line }) => String(line)).sort();
}
