/** A value that a catalog query may return: what JSON can carry. */
export type CatalogValue =
  | string
  | number
  | boolean
  | null
  | readonly CatalogValue[]
  | { readonly [key: string]: CatalogValue };

/** One row, by column name. */
export type CatalogRow = Readonly<Record<string, CatalogValue>>;

/** A read-only catalog query: text without parameters; literals are quoted by `quoteLiteral`. */
export interface CatalogQuery {
  readonly sql: string;
}
