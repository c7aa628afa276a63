import { basename, dirname } from 'node:path';
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { Revision } from '../revisions/revision.js';
import { applyEdits } from '../rules/apply-edits.js';
import type { FileEdit } from '../rules/finding.js';
import { renameRevisions } from '../rules/identifiers.js';
import type { ProposedName } from '../naming/learn-naming.js';
import type { MendingResult, MovedFile, Texts } from './mending.js';
import { followEdits } from './rebase.js';

/** A revision and what it is to be called. */
export interface Renumbered {
  readonly revision: Revision;
  readonly name: ProposedName;
}

export interface RenumberOptions {
  /** The revision that the first one is to follow from now on; else it stays where it is. */
  readonly onto?: string | undefined;
  /** Files that mean one of these by an id which others have too; else they mean the others. */
  readonly followers?: ReadonlySet<string>;
}

/**
 * Gives revisions other ids and files at once, and writes them in all that name the old ones; their
 * files stay in their folders.
 *
 * @param moves the lowest first
 */
export function renumber(
  graph: RevisionGraph,
  texts: Texts,
  moves: readonly Renumbered[],
  { onto, followers = new Set() }: RenumberOptions = {},
): MendingResult {
  const [first] = moves;
  if (!first) return { refused: 'There is nothing to renumber.' };
  const problem = conflict(graph, moves);
  if (problem !== undefined) return { refused: problem };
  const moving = new Set(moves.map(({ revision }) => revision));
  const shared = (id: string) =>
    graph.files.some((file) => file.revision === id && !moving.has(file));
  const renamed = moves.filter(({ revision, name }) => name.id !== revision.revision);
  const named = renameRevisions(
    new Map(renamed.map(({ revision, name }) => [revision, name.id])),
    graph,
    texts,
    (other, { revision }) => !shared(revision) || followers.has(other.file),
  );
  const text = texts.get(first.revision.file);
  const followed =
    onto === undefined || text === undefined ? [] : followEdits(first.revision, text, onto);
  if (!named || !followed || text === undefined)
    return {
      refused: `What names ${first.revision.revision} is computed somewhere, or it has several down revisions: write it as a plain string first.`,
    };
  const moved = moves.map(({ revision, name }) => ({
    file: revision.file,
    id: revision.revision,
    newFile: `${revision.file.slice(0, -basename(revision.file).length)}${name.fileName}`,
    newId: name.id,
  }));
  const edits = [...named, ...followed];
  return {
    kind: 'renumber',
    title: `Renumber ${moved.map(changeOf).join(', ')}`,
    says: [
      ...moved.filter(isMoved).map(({ file, newFile, newId }) => sentence(file, newFile, newId)),
      ...(followed.length > 0 && onto !== undefined
        ? [`${moved[0]?.newId ?? ''} follows ${onto}.`]
        : []),
      ...elsewhere(edits, moved),
    ],
    edits: moveFiles(edits, moved, texts),
    moved,
    touches: moved.map(({ file }) => file),
  };
}

const isMoved = ({ file, newFile, id, newId }: MovedFile) => file !== newFile || id !== newId;

function changeOf({ id, newId, file, newFile }: MovedFile): string {
  return id === newId ? `${basename(file)} to ${basename(newFile)}` : `${id} to ${newId}`;
}

function sentence(file: string, newFile: string, id: string): string {
  return file === newFile
    ? `${basename(file)} gets the id ${id}.`
    : `${basename(file)} becomes ${basename(newFile)}, with the id ${id}.`;
}

function elsewhere(edits: readonly FileEdit[], moved: readonly MovedFile[]): readonly string[] {
  const own = new Set(moved.map(({ file }) => file));
  const others = [...new Set(edits.map(({ file }) => file))].filter((file) => !own.has(file));
  return others.length === 0
    ? []
    : [`What names it is written anew in ${others.map((file) => basename(file)).join(', ')}.`];
}

/** Why these names cannot be given. */
function conflict(graph: RevisionGraph, moves: readonly Renumbered[]): string | undefined {
  const moving = new Set(moves.map(({ revision }) => revision));
  const staying = graph.files.filter((file) => !moving.has(file));
  const ids = moves.map(({ name }) => name.id);
  const taken = ids.find(
    (id, at) => staying.some(({ revision }) => revision === id) || ids.indexOf(id) < at,
  );
  if (taken !== undefined) return `The id ${taken} is taken. Choose another one.`;
  const file = moves.find(({ revision, name }) =>
    staying.some(
      (other) =>
        basename(other.file) === name.fileName && dirname(other.file) === dirname(revision.file),
    ),
  );
  return file && `There is a file ${file.name.fileName} already. Choose another name.`;
}

/** Edits of files that get another name become the new file; one may take another's old name. */
function moveFiles(
  edits: readonly FileEdit[],
  moved: readonly MovedFile[],
  texts: Texts,
): readonly FileEdit[] {
  const away = moved.filter(({ file, newFile }) => file !== newFile);
  const left = new Set(away.map(({ file }) => file));
  const taken = new Set(away.map(({ newFile }) => newFile));
  const fresh = away.map(({ file, newFile }): FileEdit => {
    const old = texts.get(newFile) ?? '';
    const text = applyEdits(
      texts.get(file) ?? '',
      edits.filter((edit) => edit.file === file),
    );
    return left.has(newFile)
      ? { kind: 'replace', file: newFile, range: { from: 0, to: old.length }, text }
      : { kind: 'create', file: newFile, text };
  });
  return [
    ...edits.filter(({ file }) => !left.has(file)),
    ...fresh,
    ...[...left]
      .filter((file) => !taken.has(file))
      .map((file) => ({ kind: 'delete' as const, file })),
  ];
}
