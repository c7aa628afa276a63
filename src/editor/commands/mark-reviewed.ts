import * as vscode from 'vscode';
import { markReviewed as mark } from '../../actions/review.js';
import { revisionOfFile } from '../shared/analysis.js';
import type { Command } from './command.js';
import { thisRevision } from './targets.js';

/** Says that somebody has read migrations, wherever that was; as they are on disk. */
export const markReviewed: Command = async ({ store }, argument) => {
  const files = filesIn(argument);
  if (files.length > 0) {
    const found = files.flatMap((file) => revisionOfFile(store.analysis, file) ?? []);
    const [first] = found;
    if (!first) return;
    const revisions = found.map(({ revision }) => revision.revision);
    await mark(first.state, revisions);
    say(revisions);
    return;
  }
  const target = await thisRevision(store, argument, { placeHolder: 'Which one has been read?' });
  if (target === undefined) return;
  await mark(target.state, [target.revision]);
  say([target.revision]);
};

function say(revisions: readonly string[]): void {
  const what = revisions.length === 1 ? `${revisions[0] ?? ''} is` : `${revisions.length} are`;
  vscode.window.setStatusBarMessage(`${what} marked as reviewed.`, 5000);
}

function filesIn(argument: unknown): readonly string[] {
  if (typeof argument !== 'object' || argument === null || !('files' in argument)) return [];
  return Array.isArray(argument.files)
    ? argument.files.filter((file) => typeof file === 'string')
    : [];
}
