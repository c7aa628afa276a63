import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { textsAfter } from '../core/mending/after-mending.js';
import type { Mending } from '../core/mending/mending.js';
import { textsOf, type Situation } from '../core/mending/situation.js';
import { decodePython } from '../core/python/decode.js';
import { encodeLike } from '../system/files/encode-like.js';
import type { LoadedProject } from '../system/files/load-project.js';
import {
  bytesOf,
  replaceFiles,
  sameBytes,
  type FileChange,
} from '../system/files/replace-files.js';
import { readGitFacts } from '../system/git/git-facts.js';
import { readJournal, removeJournal, writeJournal } from '../system/mending-journal.js';
import { ActionError } from './action-error.js';
import { readPlans } from './roadmap.js';

/**
 * A history that is to be mended, with what git says of it.
 *
 * @param options `git`: false where git must not be run; `unknown`: ids that a database has and no
 * file, to be looked for; `root`: where the roadmap is looked for at most
 */
export async function readSituation(
  { project, graph, files }: LoadedProject,
  {
    git = true,
    unknown = [],
    root = project.directory,
  }: {
    readonly git?: boolean;
    readonly unknown?: readonly string[];
    readonly root?: string;
  } = {},
): Promise<Situation> {
  return {
    project,
    graph,
    files,
    git: git ? await readGitFacts({ project, graph }, unknown) : undefined,
    date: new Date(),
    // Without it everything else can be mended.
    roadmap: await readPlans({ project, graph }, { root }).catch(() => undefined),
    random: randomBytes(32).toString('hex'),
  };
}

/**
 * Makes the edits of a mending, all or none, and remembers them for `undoMending`.
 *
 * @throws ActionError where a file is not what the mending was computed for, or cannot be written
 */
export async function applyMending(situation: Situation, mending: Mending): Promise<void> {
  const texts = textsOf(situation);
  const after = textsAfter(mending.edits, (file) => texts.get(file));
  const changes: FileChange[] = [];
  for (const [file, text] of after) {
    const before = await bytesOf(file);
    const read = before && decodePython(before).text;
    if (read !== texts.get(file)) throw changed(file, 'It was changed meanwhile.');
    const source = mending.moved.find(({ newFile }) => newFile === file)?.file;
    const like = source === undefined ? before : await bytesOf(source);
    const bytes =
      text === undefined ? undefined : like ? encodeLike(like, text) : Buffer.from(text);
    if (text !== undefined && !bytes)
      throw changed(file, 'It is in an encoding that cannot be written here.');
    changes.push({ file, before, after: bytes });
  }
  await write(changes);
  const base64 = (bytes: Uint8Array | undefined) =>
    bytes ? Buffer.from(bytes).toString('base64') : null;
  try {
    await writeJournal(situation.project, {
      title: mending.title,
      files: changes.map(({ file, before, after }) => ({
        file,
        before: base64(before),
        after: base64(after),
      })),
    });
  } catch (error) {
    // What cannot be undone is not done.
    await replaceFiles(changes.map(turned));
    throw cannotWrite(error);
  }
}

/** What *Undo Last Mending* would undo; undefined: nothing. */
export async function lastMending({ project }: Pick<LoadedProject, 'project'>) {
  return (await readJournal(project))?.title;
}

/**
 * Gives every file that the last mending touched the bytes that it had.
 *
 * @returns what was undone
 * @throws ActionError where there is nothing to undo, or a file was changed since
 */
export async function undoMending({ project }: Pick<LoadedProject, 'project'>): Promise<string> {
  const journal = await readJournal(project);
  if (!journal)
    throw new ActionError({
      title: 'There is no mending to undo.',
      cause: 'None was made here, or the last one is undone already.',
      whatToDo: 'What git has, `git checkout` brings back.',
    });
  const bytes = (text: string | null) => (text === null ? undefined : Buffer.from(text, 'base64'));
  const changes = journal.files.map(({ file, before, after }) => ({
    file,
    before: bytes(before),
    after: bytes(after),
  }));
  for (const { file, after } of changes)
    if (!sameBytes(await bytesOf(file), after))
      throw changed(file, 'It was changed since the mending.');
  await write(changes.map(turned));
  await removeJournal(project);
  return journal.title;
}

const turned = ({ file, before, after }: FileChange): FileChange => ({
  file,
  before: after,
  after: before,
});

async function write(changes: readonly FileChange[]): Promise<void> {
  try {
    await replaceFiles(changes);
  } catch (error) {
    throw cannotWrite(error);
  }
}

const changed = (file: string, cause: string) =>
  new ActionError({
    title: `${basename(file)} is left alone, and so is everything else.`,
    cause,
    whatToDo: 'Look at the file, then try again.',
  });

const cannotWrite = (error: unknown) =>
  new ActionError({
    title: 'The files cannot be written; all are as they were.',
    cause: error instanceof Error ? error.message : String(error),
    whatToDo: 'Make them writable, then try again.',
  });
