/** Names that PostgreSQL chooses where a migration gives none. */

/** `NAMEDATALEN - 1`: the longest identifier, in bytes of UTF-8. */
export const longestName = 63;

const encoder = new TextEncoder();
const bytes = (text: string) => encoder.encode(text).length;

/** As the server stores an identifier: cut to 63 bytes, never within a character. */
export function clipName(name: string, limit = longestName): string {
  if (name.length * 3 <= limit || bytes(name) <= limit) return name;
  let clipped = '';
  let length = 0;
  for (const character of name) {
    length += bytes(character);
    if (length > limit) break;
    clipped += character;
  }
  return clipped;
}

/** `makeObjectName` of PostgreSQL's indexcmds.c: the longer part is shortened first. */
export function makeObjectName(first: string, second: string | undefined, label: string): string {
  const room = longestName - (label.length + 1) - (second === undefined ? 0 : 1);
  let [one, two] = [bytes(first), second === undefined ? 0 : bytes(second)];
  while (one + two > room) {
    if (one > two) one--;
    else two--;
  }
  const parts = [clipName(first, one), ...(second === undefined ? [] : [clipName(second, two)])];
  return [...parts, label].join('_');
}

/** `ChooseConstraintName`, `ChooseRelationName`: the first that is not taken, numbered from 1. */
export function chooseName(
  first: string,
  second: string | undefined,
  label: string,
  isTaken: (name: string) => boolean,
): string {
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (!isTaken(name)) return name;
  }
}

/** `ChooseIndexNameAddition`, `ChooseForeignKeyConstraintNameAddition`: the columns joined. */
export function joinColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    joined += joined === '' ? column : `_${column}`;
    if (bytes(joined) > longestName) break;
  }
  return joined;
}

/** `ChooseIndexColumnNames`: the names of an index's keys, made different by numbers. */
export function indexColumnNames(names: readonly string[]): string[] {
  const chosen: string[] = [];
  for (const name of names) {
    let candidate = name;
    for (let pass = 1; chosen.includes(candidate); pass++) {
      const number = String(pass);
      candidate = clipName(name, longestName - number.length) + number;
    }
    chosen.push(candidate);
  }
  return chosen;
}

/** The name that PostgreSQL gives to a key that is an expression (`FigureIndexColname`). */
export function expressionKeyName(sql: string): string {
  const text = sql.trim().replace(/^\((.*)\)$/s, '$1');
  const column = /^"?([\w$]+)"?(?:::.*)?$/s.exec(text)?.[1];
  if (column !== undefined && /^[a-z_]/i.test(column)) return column.toLowerCase();
  const called = /^(?:\w+\.)*"?([\w$]+)"?\s*\(.*\)(?:::[\w ]+)?$/s.exec(text)?.[1];
  return called === undefined ? 'expr' : called.toLowerCase();
}
