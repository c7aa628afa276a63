import { resolve } from '../core/graph/identifiers.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { UsageError } from './command.js';

/**
 * The one revision that an identifier means, as Alembic reads it: an id, its beginning, `head`,
 * `branch@head`, `rev+2`.
 *
 * @throws UsageError when it means none, or several
 */
export function oneRevision(graph: RevisionGraph, text: string): string {
  const found = resolve(graph, text);
  if ('error' in found) throw new UsageError(found.error);
  const [first, ...others] = found.revisions;
  if (first !== undefined && others.length === 0) return first;
  const meaning = first === undefined ? 'no revision' : found.revisions.join(', ');
  throw new UsageError(`${JSON.stringify(text)} means ${meaning}; name one revision.`);
}
