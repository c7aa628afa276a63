import type { KnownSchema } from '../known-schema.js';

/** Python code that undoes a change, in Alembic's own style; or why there is none. */
export type Inverse =
  | {
      /** Calls of `op.*` and comments, in their order; empty where nothing has to be done. */
      readonly operations: readonly string[];
      readonly imports: readonly Import[];
      /** What the code does not bring back, e.g. the rows of a dropped table. */
      readonly warning?: string;
    }
  | { readonly notDerivable: string };

/** Names that the code needs, as the import that brings them. */
export type Import =
  | 'from alembic import op'
  | 'import sqlalchemy as sa'
  | 'from sqlalchemy.dialects import postgresql';

/** The schema around a change. */
export interface Around {
  readonly before: KnownSchema;
  readonly after: KnownSchema;
}

/** Code of one or more calls; the imports follow from the names in it. */
export function code(operations: readonly string[], warning?: string): Inverse {
  const text = operations.filter((line) => !line.startsWith('#')).join('\n');
  const imports: Import[] = [];
  if (/\bop\./.test(text)) imports.push('from alembic import op');
  if (/\bsa\./.test(text)) imports.push('import sqlalchemy as sa');
  if (/\bpostgresql\.[A-Z]/.test(text)) imports.push('from sqlalchemy.dialects import postgresql');
  return { operations, imports, ...(warning === undefined ? {} : { warning }) };
}

export const nothing: Inverse = { operations: [], imports: [] };

export const notDerivable = (reason: string): Inverse => ({ notDerivable: reason });
