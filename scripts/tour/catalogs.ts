import pg from 'pg';

/** What is compared: everything that a migration of the tour could leave behind. */
const questions: Readonly<Record<string, string>> = {
  version: 'SELECT version_num FROM alembic_version ORDER BY 1',
  columns: `
    SELECT c.oid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid)
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    ORDER BY 1, 2`,
  constraints: `
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  indexes: `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  enums: `SELECT enumtypid::regtype::text, enumlabel FROM pg_enum ORDER BY 1, enumsortorder`,
};

/** Answers by name of the question. */
export type Catalogs = Readonly<Record<string, readonly unknown[][]>>;

/** Reads the schema and the number of rows of every table, in one transaction that writes nothing. */
export async function readCatalogs(url: string): Promise<Catalogs> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN READ ONLY');
    const rows = async (text: string): Promise<unknown[][]> =>
      (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
    const catalogs: Record<string, unknown[][]> = {};
    for (const [name, text] of Object.entries(questions)) catalogs[name] = await rows(text);
    const tables = await rows(
      `SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    catalogs['rows'] = [];
    for (const [table] of tables) {
      const [counted] = await rows(`SELECT count(*)::int FROM public.${String(table)}`);
      catalogs['rows'].push([table, ...(counted ?? [])]);
    }
    await client.query('ROLLBACK');
    return catalogs;
  } finally {
    await client.end();
  }
}
