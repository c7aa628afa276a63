import type { LoadedFile, RevisionGraph } from '../graph/revision-graph.js';
import type { AlembicProject } from '../project/alembic-project.js';
import type { GitFacts } from '../rules/outside.js';
import type { DatabaseStep } from './database-steps.js';
import type { Mending } from './mending.js';

/** A history that is to be mended, and what is known around it. */
export interface Situation {
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  readonly files: readonly LoadedFile[];
  readonly git?: GitFacts | undefined;
  /** The Markdown file with the table of planned migrations, if there is one. */
  readonly roadmap?: { readonly file: string; readonly text: string } | undefined;
  /** Of new files. */
  readonly date: Date;
  /** Hexadecimal digits, at least 40. */
  readonly random: string;
}

/** Something that is broken, and how it can be mended, the best way first. */
export interface Offer {
  /** The rule that finds it; `unknown-revision` for a database at a revision that no file has. */
  readonly rule: string;
  /** What is broken, a sentence. */
  readonly problem: string;
  /** The file that it is about; undefined for a database. */
  readonly file: string | undefined;
  readonly mendings: readonly Mending[];
  /** What else helps, a sentence each. */
  readonly otherwise: readonly string[];
}

/** What databases need after a mending. */
export interface DatabaseAdvice {
  /** Which databases, e.g. `A database at 060, by 060_b.py`. */
  readonly database: string;
  /** What it stands at, by id and file as they were before. */
  readonly revision: string;
  readonly file: string;
  /** In this order; none where `alembic upgrade` goes on as usual. */
  readonly steps: readonly DatabaseStep[];
  /** What one has to know before, a sentence. */
  readonly says: string;
}

/** Texts by file, the roadmap's too. */
export function textsOf({
  files,
  roadmap,
}: Pick<Situation, 'files' | 'roadmap'>): ReadonlyMap<string, string> {
  return new Map([...files, ...(roadmap ? [roadmap] : [])].map(({ file, text }) => [file, text]));
}
