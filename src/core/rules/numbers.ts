/** The numbers of revisions, for the rules that mind them. */
import { basename, dirname } from 'node:path';
import { findNumbering, type Numbering } from '../graph/numbering.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import { reachable } from '../graph/walk.js';
import type { Revision } from '../revisions/revision.js';

/** A numbering, and how a revision is numbered in it. */
export interface ProjectNumbers extends Numbering {
  readonly of: (revision: Revision) => number | undefined;
  /** The number that a file has by its name alone. */
  readonly ofFile: (file: string) => number | undefined;
}

/** The name of a file without folder and ending. */
export const stemOf = (file: string) => basename(file).replace(/\.py$/, '');

const known = new WeakMap<RevisionGraph, ProjectNumbers | undefined>();

/** The numbers that ids are, or, where they are none, that names of files begin with. */
export function numbersOf(graph: RevisionGraph): ProjectNumbers | undefined {
  if (!known.has(graph)) known.set(graph, readNumbers(graph));
  return known.get(graph);
}

function readNumbers({ revisions, files }: RevisionGraph): ProjectNumbers | undefined {
  const ofFile = (numbering: Numbering) => (file: string) => numbering.valueOf(stemOf(file));
  const ids = findNumbering([...revisions.keys()]);
  if (ids) return { ...ids, of: ({ revision }) => ids.valueOf(revision), ofFile: ofFile(ids) };
  const names = findNumbering(files.map(({ file }) => stemOf(file)));
  return names && { ...names, of: ({ file }) => ofFile(names)(file), ofFile: ofFile(names) };
}

/** Folders and labelled branches may count each for itself. */
export function countTogether(a: Revision, b: Revision, { labels }: RevisionGraph): boolean {
  const own = (revision: Revision) => (labels.get(revision.revision) ?? []).join();
  return dirname(a.file) === dirname(b.file) && own(a) === own(b);
}

/** One is built on the other, or something is built on both. */
export function belongTogether(a: string, b: string, graph: RevisionGraph): boolean {
  const above = (id: string) =>
    reachable([id], (each) => [
      ...(graph.children.get(each) ?? []),
      ...(graph.dependents.get(each) ?? []),
    ]);
  const one = above(a);
  return [...above(b)].some((id) => one.has(id));
}
