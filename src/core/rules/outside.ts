/** The ports through which rules see what is known from outside the files of a history. */
import type { ObjectName } from '../changes/objects.js';
import type { CodeSource } from '../models/project-code.js';
import type { NamingConvention } from '../schema/replay/replay.js';
import type { Place } from './finding.js';

/** What nobody told is left out; rules that need it are quiet then. */
export interface Outside {
  readonly models?: DeclaredModels | undefined;
  /** The project's own Python code, as it is on disk. */
  readonly code?: CodeSource | undefined;
  readonly git?: GitFacts | undefined;
  /** Where a revision was applied with another text than this; undefined: nowhere, as far as known. */
  readonly appliedOtherwise?: (revision: string, text: string) => AppliedOtherwise | undefined;
  /** Migrations in folders of the project that Alembic does not read, by file. */
  readonly unreadFolders?: ReadonlyMap<string, string>;
}

/** What the models declare. Names as PostgreSQL's catalogs hold them. */
export interface DeclaredModels {
  readonly tables: readonly DeclaredTable[];
  /** `MetaData(naming_convention={…})` of the metadata that env.py names, where it is literal. */
  readonly naming?: NamingConvention | undefined;
}

export interface DeclaredTable {
  readonly name: ObjectName;
  readonly columns: readonly string[];
  /** Undefined where not all of them could be read. */
  readonly indexes: readonly string[] | undefined;
  readonly constraints: readonly string[] | undefined;
  /** Where the model stands. */
  readonly place?: Place;
}

/** What git tells of the migrations of a project. Files are absolute paths in this work tree. */
export interface GitFacts {
  /** Files that are new here, compared with the main branch. */
  readonly added: ReadonlySet<string>;
  /** Files that other branches have added. */
  readonly elsewhere: readonly BranchFile[];
  /** What became of revisions that no file has, by id. */
  readonly lost: ReadonlyMap<string, LostRevision>;
}

export interface BranchFile {
  /** As people write it: `main`, `origin/feature`. */
  readonly branch: string;
  /** It is the main branch. */
  readonly main: boolean;
  readonly file: string;
  /** Undefined where only the name was read. */
  readonly text?: string | undefined;
}

export interface LostRevision {
  readonly file: string;
  /** The commit that deleted it, abbreviated; else it is on a branch. */
  readonly deleted?: { readonly commit: string; readonly author: string; readonly date: string };
  readonly branch?: string | undefined;
  /** What it followed. */
  readonly down: readonly string[];
}

export interface AppliedOtherwise {
  readonly database: string;
  /** The day, as `2026-11-23`. */
  readonly date: string;
}
