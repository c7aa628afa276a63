import type { ColumnRead, ObjectName } from '../objects.js';

/** What the parser says of a FROM item and of a name of a column. */
interface Relation {
  readonly relname?: string;
  readonly schemaname?: string;
  readonly alias?: { readonly aliasname?: string };
}
interface Column {
  readonly fields?: readonly { readonly String?: { readonly sval?: string }; A_Star?: object }[];
}

/**
 * The columns that a stored query, condition or body names. A name without a table may belong to any
 * of the tables of its statement.
 *
 * @param own the table that unqualified names, NEW and OLD belong to, where there is one
 */
export function columnReads(root: object, own?: ObjectName): readonly ColumnRead[] {
  const relations: Relation[] = [];
  const columns: Column[] = [];
  const queries = new Set<string>();
  for (let level: unknown[] = [root]; level.length > 0; level = level.flatMap(partsOf))
    for (const part of level) {
      const { RangeVar, ColumnRef, CommonTableExpr } = part as Record<string, object | undefined>;
      if (RangeVar) relations.push(RangeVar);
      if (ColumnRef) columns.push(ColumnRef);
      const { ctename } = (CommonTableExpr ?? {}) as { readonly ctename?: string };
      if (ctename !== undefined) queries.add(ctename);
    }
  const tables = relations.flatMap(({ relname = '', schemaname, alias }) =>
    schemaname === undefined && queries.has(relname)
      ? []
      : [{ called: alias?.aliasname ?? relname, table: { schema: schemaname, name: relname } }],
  );
  const mine = own ? [own.name, 'new', 'old'].map((called) => ({ called, table: own })) : [];
  const all = [...mine.slice(0, 1), ...tables];
  return columns.flatMap(({ fields = [] }): ColumnRead[] => {
    const last = fields.at(-1);
    const column = last?.A_Star ? undefined : last?.String?.sval;
    const qualifier = fields.at(-2)?.String?.sval;
    const among = [...mine, ...tables].filter(({ called }) => called === qualifier);
    const read = (qualifier === undefined ? all : among).map(({ table }) => table);
    if (read.length === 0) return [];
    if (last?.A_Star) return read.map((table) => ({ tables: [table], column: undefined }));
    return column === undefined ? [] : [{ tables: read, column }];
  });
}

const partsOf = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value.filter(isObject)
    : isObject(value)
      ? Object.values(value).filter(isObject)
      : [];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
