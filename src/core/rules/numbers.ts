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
export function countTogether(a: Revision, b: Revision, graph: RevisionGraph): boolean {
  return counterOf(a, graph) === counterOf(b, graph);
}

const counterOf = ({ file, revision }: Revision, { labels }: RevisionGraph) =>
  JSON.stringify([dirname(file), ...(labels.get(revision) ?? [])]);

/** A revision that has a number. */
export interface Numbered {
  readonly id: string;
  readonly number: number;
}

const counters = new WeakMap<RevisionGraph, ReadonlyMap<string, readonly Numbered[]>>();

/** The revisions that count together with one, the lowest number first; numbered ones only. */
export function countedWith(revision: Revision, graph: RevisionGraph): readonly Numbered[] {
  const known = counters.get(graph) ?? readCounters(graph);
  counters.set(graph, known);
  return known.get(counterOf(revision, graph)) ?? [];
}

function readCounters(graph: RevisionGraph): ReadonlyMap<string, readonly Numbered[]> {
  const numbers = numbersOf(graph);
  const found = new Map<string, Numbered[]>();
  for (const [id, revision] of graph.revisions) {
    const number = numbers?.of(revision);
    if (number === undefined) continue;
    const counter = counterOf(revision, graph);
    const counted = found.get(counter);
    if (counted) counted.push({ id, number });
    else found.set(counter, [{ id, number }]);
  }
  for (const counted of found.values()) counted.sort((a, b) => a.number - b.number);
  return found;
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
