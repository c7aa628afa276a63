import { effectiveHeads, findRevision, isError, onBranch, withAncestors } from './find-revision.js';
import type { Found } from './find-revision.js';
import type { RevisionGraph } from './revision-graph.js';
import { walk } from './steps.js';
import type { Position } from './steps.js';

/** What an identifier means: no revision at all is base. */
export type Resolution = Found<{ readonly revisions: readonly string[] }>;

interface Relative {
  readonly branch: string | undefined;
  readonly symbol: string | undefined;
  readonly steps: number;
}

/** Alembic's `_relative_destination`. */
const relative = /^(?:(.+?)@)?([\p{L}\p{N}_]+)?([+-]\d+)/u;

/**
 * What a revision identifier means to `alembic upgrade`: an id or its beginning, `head`, `heads`,
 * `base`, `branch@head`, `rev+2`, `head-1`, `+1`; also `current` and `-1`, from the rows of the
 * version table (`current`). Errors say in words what Alembic would fail with.
 */
export function resolve(
  graph: RevisionGraph,
  text: string,
  current?: readonly string[],
): Resolution {
  if (text === 'current')
    return current
      ? { revisions: current }
      : { error: 'The current revision is not known: connect first.' };
  const moved = parseRelative(text);
  if (!moved) return resolveAbsolute(graph, text);
  const { branch, symbol, steps } = moved;
  const start =
    symbol === undefined
      ? steps > 0
        ? currentTip(graph, current, branch)
        : currentRow(graph, current, branch)
      : resolveOne(graph, branch !== undefined && steps < 0 ? `${branch}@${symbol}` : symbol);
  if (isError(start)) return start;
  const end = walk(graph, start.position, steps, steps > 0 ? branch : undefined);
  return isError(end) ? end : { revisions: end.position === undefined ? [] : [end.position] };
}

export function parseRelative(text: string): Relative | undefined {
  const [, branch, symbol, steps] = relative.exec(text) ?? [];
  return steps === undefined ? undefined : { branch, symbol, steps: Number(steps) };
}

function resolveAbsolute(graph: RevisionGraph, text: string): Resolution {
  const at = text.indexOf('@');
  const branch = at < 0 ? undefined : text.slice(0, at);
  const name = text.slice(at + 1);
  if (name === 'base') return { revisions: [] };
  if (name === 'heads' && branch === undefined) return { revisions: effectiveHeads(graph) };
  if (name !== 'head' && name !== 'heads') {
    const found = findRevision(graph, name, branch);
    return isError(found) ? found : { revisions: [found] };
  }
  const heads = branch === undefined ? graph.heads : onBranch(graph, graph.heads, branch);
  if (isError(heads)) return heads;
  return name === 'head' && heads.length > 1 ? severalHeads(heads, text) : { revisions: heads };
}

/** A single position: base, or the one revision that the identifier means. */
export function resolveOne(
  graph: RevisionGraph,
  text: string,
): Found<{ readonly position: Position }> {
  const found = resolveAbsolute(graph, text);
  if (isError(found)) return found;
  return found.revisions.length > 1
    ? severalHeads(found.revisions, text)
    : { position: found.revisions[0] };
}

function severalHeads(heads: readonly string[], text: string): { readonly error: string } {
  return {
    error: `"${text}" means several revisions (${heads.join(', ')}): name one of them, one branch as in <label>@head, or all of them as heads.`,
  };
}

/** Where `+1` starts: the current revision, with a branch the newest applied one of that branch. */
function currentTip(
  graph: RevisionGraph,
  current: readonly string[] | undefined,
  branch: string | undefined,
): Found<{ readonly position: Position }> {
  if (!current) return { error: 'The current revision is not known: connect first.' };
  let rows: Found<readonly string[]> = current;
  if (branch !== undefined) {
    rows = onBranch(graph, current, branch);
    if (!isError(rows) && rows.length === 0) rows = tipsOnBranch(graph, current, branch);
  }
  if (isError(rows)) return rows;
  return rows.length > 1 ? severalRows(rows) : { position: rows[0] };
}

function tipsOnBranch(
  graph: RevisionGraph,
  current: readonly string[],
  branch: string,
): Found<readonly string[]> {
  const active = onBranch(graph, [...withAncestors(graph, current)], branch);
  if (isError(active)) return active;
  const below = new Set(
    active.flatMap((id) => [
      ...(graph.parents.get(id) ?? []),
      ...(graph.dependencies.get(id) ?? []),
    ]),
  );
  return active.filter((id) => !below.has(id));
}

/** Where `-1` starts: the only current revision, with a branch the only one of that branch. */
export function currentRow(
  graph: RevisionGraph,
  current: readonly string[] | undefined,
  branch: string | undefined,
): Found<{ readonly position: string }> {
  if (!current) return { error: 'The current revision is not known: connect first.' };
  let rows: Found<readonly string[]> = current;
  if (branch !== undefined) {
    rows = onBranch(graph, current, branch);
    if (!isError(rows) && rows.length === 0) rows = branchTips(graph, current, branch);
  }
  if (isError(rows)) return rows;
  const [row, ...others] = rows;
  if (row === undefined)
    return { error: 'Nothing is applied, so there is nothing to go back from.' };
  return others.length > 0 ? severalRows(rows) : { position: row };
}

/** The newest applied revisions of a branch whose head another branch depends on. */
function branchTips(
  graph: RevisionGraph,
  current: readonly string[],
  branch: string,
): Found<readonly string[]> {
  const applied = withAncestors(graph, current);
  const tips = [...applied].filter(
    (id) => !(graph.children.get(id) ?? []).some((child) => applied.has(child)),
  );
  return onBranch(graph, tips, branch);
}

function severalRows(rows: readonly string[]): { readonly error: string } {
  return {
    error: `The database is at several revisions (${rows.join(', ')}): name the one that is meant, or its branch as in <label>@+1.`,
  };
}
