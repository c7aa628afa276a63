/** Words of MySQL and SQLite that PostgreSQL has not, or not there. */
const foreign =
  /`|\b(?:PRAGMA|MODIFY|AUTO_?INCREMENT|UNSIGNED|LAST_INSERT_ID|GROUP_CONCAT|FOREIGN_KEY_CHECKS|REGEXP|SHOW|IFNULL)\b|\bCHANGE\s+(?:COLUMN\s+)?\w+\s+\w+\s+\w+|\bENGINE\s*=|\bUPDATE\s+[\w.]+(?:\s+(?:AS\s+)?\w+)?\s*(?:,|\b(?:INNER|LEFT|RIGHT|CROSS)?\s*(?:OUTER\s+)?JOIN\b)|\bDELETE\s+[\w.,\s]+\bFROM\b|\bINSERT\s+IGNORE\b|\bON\s+DUPLICATE\s+KEY\b|\bADD\s+(?:UNIQUE\s+)?(?:INDEX|KEY)\b|\bDROP\s+(?:FOREIGN\s+)?(?:INDEX|KEY)\b|\bCONVERT\s+TO\b|\bCHARACTER\s+SET\b|\bLOCK\s+TABLES\b/i;

/** What code says that knows such a database. */
const spoken =
  /\bdialects(?:\.|\s+import\s.*?\b)(?:mysql|sqlite)\b|\bmysql_\w+\s*=|['"](?:mysql|sqlite)['"]|\b(?:mysql|sqlite)(?:\+\w+)?:\/\//;

/**
 * Whether SQL that PostgreSQL's parser rejects is meant for another database: it has words of MySQL or
 * SQLite, and so has the project.
 *
 * @param texts of the project's files
 */
export function isForOtherDatabase(sql: string, texts: Iterable<string>): boolean {
  if (!foreign.test(sql)) return false;
  for (const text of texts)
    if ((text.includes('mysql') || text.includes('sqlite')) && spoken.test(text)) return true;
  return false;
}
