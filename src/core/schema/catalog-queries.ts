/**
 * What is read of PostgreSQL's catalogs, part by part, for servers 10 to 18. A column that an older
 * server lacks is read by `to_jsonb(row) ->> 'column'`, which is null there. None of this takes a
 * lock that waits for writers. Objects of PostgreSQL's own schemas are left out.
 */
const own = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;
const described = `${own} AND c.relkind IN ('r', 'p', 'f', 'v', 'm')`;

/** Names of the columns `numbers` of the table `table`, in that order. */
const columnNames = (numbers: string, table: string) => `
  (SELECT coalesce(json_agg(a.attname ORDER BY k.place), '[]'::json)
   FROM unnest(${numbers}) WITH ORDINALITY k(number, place)
   JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number)`;

/** Keys of an index from place `from` to `to`: names of columns, texts of expressions. */
const indexKeys = (from: string, to: string) => `
  (SELECT coalesce(json_agg(coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k.place::int, false))
                            ORDER BY k.place), '[]'::json)
   FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
   LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number <> 0
   WHERE k.place > ${from} AND k.place <= ${to})`;

const keyCount = `coalesce((to_jsonb(i) ->> 'indnkeyatts')::int, i.indnatts)`;

export const catalogQueries = {
  schemas: `SELECT n.nspname AS name FROM pg_namespace n WHERE ${own} ORDER BY 1`,

  tables: `
    SELECT c.oid::text AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
      c.relpersistence = 'u' AS unlogged, obj_description(c.oid, 'pg_class') AS comment,
      c.relrowsecurity AS security, c.relforcerowsecurity AS forced,
      CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS "partitionKey",
      CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
      (SELECT json_agg(json_build_object('id', i.inhparent::text, 'name', i.inhparent::regclass::text,
                'detaching', to_jsonb(i) ->> 'inhdetachpending') ORDER BY i.inhseqno)
       FROM pg_inherits i WHERE i.inhrelid = c.oid) AS parents,
      (SELECT json_agg(i.inhrelid::regclass::text ORDER BY i.inhrelid::regclass::text)
       FROM pg_inherits i WHERE i.inhparent = c.oid) AS children,
      (SELECT s.srvname FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
       WHERE f.ftrelid = c.oid) AS server,
      (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ')
       FROM pg_foreign_table f, pg_options_to_table(f.ftoptions) o WHERE f.ftrelid = c.oid) AS options,
      CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS type,
      (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace) AS tablespace,
      (SELECT json_agg(p.pubname ORDER BY p.pubname) FROM pg_publication_tables p
       WHERE p.schemaname = n.nspname AND p.tablename = c.relname) AS publications,
      (SELECT json_agg(pg_get_statisticsobjdef(s.oid) ORDER BY s.stxnamespace::regnamespace::text, s.stxname)
       FROM pg_statistic_ext s WHERE s.stxrelid = c.oid) AS statistics,
      CASE WHEN c.reltuples >= 0 THEN c.reltuples::float8 END AS rows,
      (c.relpages + (SELECT coalesce(sum(x.relpages), 0) FROM pg_class x
         WHERE x.oid = c.reltoastrelid OR x.oid IN
           (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid IN (c.oid, c.reltoastrelid))))
        * current_setting('block_size')::float8 AS bytes
    FROM ${relations} WHERE ${described} ORDER BY n.nspname, c.relname`,

  columns: `
    SELECT a.attrelid::text AS id, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid, true) AS default,
      to_jsonb(a) ->> 'attidentity' AS identity, to_jsonb(a) ->> 'attgenerated' AS generated,
      (SELECT l.collname FROM pg_collation l JOIN pg_type t ON t.oid = a.atttypid
       WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation) AS collation,
      col_description(a.attrelid, a.attnum) AS comment,
      (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ')
       FROM pg_options_to_table(a.attfdwoptions) o) AS options
    FROM ${relations} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE ${described} ORDER BY a.attrelid, a.attnum`,

  constraints: `
    SELECT o.conrelid::text AS id, o.conname AS name, o.contype AS type,
      ${columnNames('o.conkey', 'o.conrelid')} AS columns,
      pg_get_constraintdef(o.oid, true) AS definition, o.convalidated AS valid,
      o.condeferrable AS deferrable, o.condeferred AS deferred, o.conindid::text AS index,
      CASE WHEN o.contype = 'f' THEN o.confrelid::text END AS target,
      o.conrelid::regclass::text AS on, rn.nspname AS "targetSchema", r.relname AS "targetName",
      ${columnNames('o.confkey', 'o.confrelid')} AS "targetColumns",
      o.confdeltype AS "onDelete", o.confupdtype AS "onUpdate",
      pg_get_expr(o.conbin, o.conrelid) AS expression, o.oid::text AS oid,
      nullif(to_jsonb(o) ->> 'conparentid', '0') AS parent
    FROM ${relations} JOIN pg_constraint o ON o.conrelid = c.oid AND o.contype <> 't'
    LEFT JOIN pg_class r ON r.oid = o.confrelid LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
    WHERE ${own} ORDER BY o.conrelid, o.conname`,

  indexes: `
    SELECT i.indrelid::text AS id, i.indexrelid::text AS oid, x.relname AS name, m.amname AS method,
      i.indisunique AS unique, i.indisprimary AS primary, i.indisclustered AS clustered,
      i.indisvalid AS valid, i.indisreplident AS "replicaIdentity",
      to_jsonb(i) ->> 'indnullsnotdistinct' AS "nullsNotDistinct",
      ${indexKeys('0', keyCount)} AS keys, ${indexKeys(keyCount, 'i.indnatts')} AS include,
      pg_get_expr(i.indpred, i.indrelid) AS predicate, pg_get_indexdef(i.indexrelid, 0, true) AS definition,
      (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = x.reltablespace) AS tablespace
    FROM ${relations} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_am m ON m.oid = x.relam WHERE ${described} ORDER BY i.indrelid, x.relname`,

  triggers: `
    SELECT t.tgrelid::text AS id, t.tgname AS name, pg_get_triggerdef(t.oid, true) AS definition,
      t.tgenabled AS enabled, t.tgisinternal AS internal, t.oid::text AS oid,
      t.tgrelid::regclass::text AS on, nullif(to_jsonb(t) ->> 'tgparentid', '0') AS parent
    FROM ${relations} JOIN pg_trigger t ON t.tgrelid = c.oid
    WHERE ${described} AND (NOT t.tgisinternal OR t.tgenabled = 'D' OR EXISTS
      (SELECT 1 FROM pg_depend e WHERE e.objid = t.oid AND e.refclassid = 'pg_trigger'::regclass))
    ORDER BY t.tgrelid, t.tgname`,

  policies: `
    SELECT p.polrelid::text AS id, p.polname AS name, p.polpermissive AS permissive, p.polcmd AS command,
      CASE WHEN p.polroles <> '{0}' THEN (SELECT string_agg(quote_ident(r.rolname), ',' ORDER BY r.rolname)
        FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
    FROM ${relations} JOIN pg_policy p ON p.polrelid = c.oid WHERE ${own} ORDER BY p.polrelid, p.polname`,

  rules: `
    SELECT r.ev_class::text AS id, r.rulename AS name, pg_get_ruledef(r.oid, true) AS definition,
      r.ev_enabled AS enabled
    FROM ${relations} JOIN pg_rewrite r ON r.ev_class = c.oid
    WHERE ${own} AND c.relkind NOT IN ('v', 'm') ORDER BY r.ev_class, r.rulename`,

  enums: `
    SELECT n.nspname AS schema, t.typname AS name,
      (SELECT coalesce(json_agg(e.enumlabel ORDER BY e.enumsortorder), '[]'::json)
       FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${own} AND t.typtype = 'e' ORDER BY 1, 2`,

  sequences: `
    SELECT n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
      s.seqstart::text AS start, s.seqmin::text AS minimum, s.seqmax::text AS maximum,
      s.seqincrement::text AS increment, s.seqcycle AS cycles, s.seqcache::text AS cache,
      (SELECT json_build_object('name', d.refobjid::regclass::text || '.' || quote_ident(a.attname),
                                'identity', d.deptype = 'i')
       FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
       WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
       LIMIT 1) AS owner
    FROM ${relations} JOIN pg_sequence s ON s.seqrelid = c.oid WHERE ${own} ORDER BY 1, 2`,

  functions: `
    SELECT DISTINCT n.nspname AS schema, p.proname AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${own} ORDER BY 1, 2`,

  types: `
    SELECT n.nspname AS schema, t.typname AS name
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${own} AND (t.typtype IN ('d', 'r') OR t.typtype = 'c' AND EXISTS
      (SELECT 1 FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')) ORDER BY 1, 2`,

  extensions: `SELECT extname AS name FROM pg_extension ORDER BY 1`,
} as const;
