import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodePython } from '../core/python/decode.js';
import { readReviewed, rememberReviewed } from '../system/reviewed-files.js';
import { ActionError } from './action-error.js';
import type { ActionContext, RunPlan } from './types.js';

/** Files of revisions whose present content nobody has read to the end, in the order given. */
export async function unreadFiles(
  { project, graph }: Pick<ActionContext, 'project' | 'graph'>,
  revisions: readonly string[],
): Promise<readonly string[]> {
  const isRead = await readReviewed(project);
  const found = await Promise.all(
    revisions.map(async (id) => {
      const file = graph.revisions.get(id)?.file;
      const text = file === undefined ? undefined : await textOf(file);
      return file !== undefined && text !== undefined && !isRead(text) ? [file] : [];
    }),
  );
  return found.flat();
}

/** Marks the present contents of revisions as read. */
export async function markReviewed(
  { project, graph }: Pick<ActionContext, 'project' | 'graph'>,
  revisions: readonly string[],
): Promise<void> {
  const texts = await Promise.all(
    revisions.map(async (id) => {
      const file = graph.revisions.get(id)?.file;
      return file === undefined ? undefined : textOf(file);
    }),
  );
  await rememberReviewed(
    project,
    texts.filter((text) => text !== undefined),
  );
}

/**
 * The plan, with a warning where it would run what nobody has read.
 *
 * @throws ActionError with the first such file where the gate is enforced
 */
export async function throughGate(context: ActionContext, plan: RunPlan): Promise<RunPlan> {
  const { review = 'off' } = context;
  if (review === 'off' || plan.direction !== 'upgrade') return plan;
  if (review === 'remember') {
    await markReviewed(context, plan.revisions);
    return plan;
  }
  const unread = await unreadFiles(context, plan.revisions);
  const [first] = unread;
  if (first === undefined) return plan;
  const names = unread.slice(0, 3).map((file) => basename(file));
  const list = `${names.join(', ')}${unread.length > 3 ? ` and ${unread.length - 3} more` : ''}`;
  const said = `Nobody has read ${list} to the end`;
  if (review === 'warn') return { ...plan, warnings: [...plan.warnings, `${said}.`] };
  throw new ActionError({
    title:
      unread.length === 1
        ? 'This migration has not been read.'
        : `${unread.length} migrations have not been read.`,
    cause: `${said}. What is generated, pulled or checked out is read before it is applied.`,
    whatToDo: 'Open it and scroll to its end, or mark it as reviewed; then apply again.',
    unread,
  });
}

async function textOf(file: string): Promise<string | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes && decodePython(bytes).text;
}
