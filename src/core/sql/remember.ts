import type { SqlParse, SqlParser } from './sql-parser.js';

/** Statements are short and few of them are looked at again: what is typed over may go. */
const most = 4000;

const remembered = new WeakMap<SqlParser, SqlParser>();

/** The same parser, which does not read a text again that it has just read. */
export function remembering(parser: SqlParser): SqlParser {
  const known = remembered.get(parser);
  if (known) return known;
  const parses = new Map<string, SqlParse>();
  const made: SqlParser = {
    parse: (sql) => {
      const found = parses.get(sql);
      if (found) return found;
      const parse = parser.parse(sql);
      if (parses.size >= most) parses.clear();
      parses.set(sql, parse);
      return parse;
    },
  };
  remembered.set(parser, made);
  return made;
}
