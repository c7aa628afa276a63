import type { Problem } from '../revisions/revision.js';
import type { RevisionGraph } from './revision-graph.js';

/** Rules whose problems make every `alembic` command fail, in two or three words. */
const BLOCKING: Readonly<Record<string, string>> = {
  configuration: 'configuration',
  'missing-parent': 'parent missing',
  'depends-on-unknown': 'dependency missing',
  'partial-down-revision': 'parent abbreviated',
  'branch-label-taken': 'branch label taken',
  'revision-id-illegal': 'illegal revision id',
  'revision-cycle': 'cycle in the history',
  'not-a-revision': 'a file is no revision',
  'python-syntax-error': 'a file is not Python',
};

/** Rules whose problems do not make Alembic fail, but do the wrong thing. */
const MISLEADING: readonly string[] = ['duplicate-revision-id'];

/** Why Alembic fails on every command because of a problem, e.g. `parent missing`; else undefined. */
function blockingReason({ rule }: Problem): string | undefined {
  return Object.hasOwn(BLOCKING, rule) ? BLOCKING[rule] : undefined;
}

/** True where Alembic fails because of a problem, or does something else than the files seem to say. */
export function isBroken(problem: Problem): boolean {
  return blockingReason(problem) !== undefined || MISLEADING.includes(problem.rule);
}

/** What stands in the way of running Alembic. */
export interface Obstacle {
  /** Two or three words: `parent missing`. */
  readonly reason: string;
  readonly problem: Problem;
}

/**
 * Why Alembic cannot run: the file's own problem first, else any of the history, because Alembic
 * loads every file before it does anything.
 */
export function obstacle(
  { problems }: Pick<RevisionGraph, 'problems'>,
  file?: string,
): Obstacle | undefined {
  const blocking = problems.flatMap((problem) => {
    const reason = blockingReason(problem);
    return reason === undefined ? [] : [{ reason, problem }];
  });
  return blocking.find(({ problem }) => problem.file === file) ?? blocking[0];
}
