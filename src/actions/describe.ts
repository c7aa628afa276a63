import { describeTable } from '../core/schema/describe.js';
import { findTables } from '../core/schema/find.js';
import type { Schema, Table } from '../core/schema/schema.js';
import type { DatabaseIdentity } from '../system/sessions/session.js';
import { ActionError } from './action-error.js';
import { readCatalogs } from './connect.js';
import type { ActionContext, ActionPorts } from './types.js';

export interface TableDescription {
  readonly identity: DatabaseIdentity;
  readonly table: Table;
  /** What psql's `\d` shows. */
  readonly text: string;
}

/**
 * Describes one table as the database has it.
 *
 * @param name as in SQL, with or without schema
 * @throws ActionError when there is no such table, or the database cannot be asked
 */
export async function describe(
  context: ActionContext,
  name: string,
  ports: Pick<ActionPorts, 'log' | 'signal'>,
): Promise<TableDescription> {
  const { state, schema } = await readCatalogs(context, ports);
  const { identity } = state;
  const [table] = findTables(schema, name);
  if (!table) throw noTable(schema, name, identity);
  return { identity, table, text: describeTable(table) };
}

/** Names of all tables and views, qualified where the search path does not find them. */
export async function listTables(
  context: ActionContext,
  ports: Pick<ActionPorts, 'log' | 'signal'>,
): Promise<string[]> {
  const { schema } = await readCatalogs(context, ports);
  return schema.tables.map((table) => tableName(schema, table)).sort();
}

function tableName({ searchPath }: Schema, { schema, name }: Table): string {
  return searchPath.includes(schema) ? name : `${schema}.${name}`;
}

function noTable(schema: Schema, name: string, { database }: DatabaseIdentity): ActionError {
  const names = schema.tables.map((table) => tableName(schema, table)).sort();
  const shown = names.slice(0, 20).join(', ') + (names.length > 20 ? ', …' : '');
  return new ActionError({
    title: `There is no table ${name} in ${database}.`,
    cause: names.length === 0 ? 'The database has no tables yet.' : `Its tables: ${shown}.`,
    whatToDo: 'Check the spelling, or apply the migration that creates it.',
  });
}
