import type { KeySource } from '../actions/new-migration-keys.js';
import type { LoadedProject } from '../system/files/load-project.js';
import type { Invocation } from './command.js';
import { contextFor, readingPorts } from './context.js';
import { databaseChoice } from './database.js';

/** The database that a plan may ask for keys; undefined where none was allowed. */
export async function keySource(
  invocation: Invocation,
  loaded: LoadedProject,
): Promise<KeySource | undefined> {
  const database = databaseChoice(invocation);
  if (!database) return undefined;
  const context = await contextFor(invocation, loaded, database);
  return { context, ports: readingPorts(invocation) };
}
