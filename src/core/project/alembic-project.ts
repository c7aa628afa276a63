/** Where one Alembic configuration was found. */
export type ConfigurationKind = 'ini' | 'pyproject' | 'env';

/** What makes Alembic refuse a configuration, or read it otherwise than it looks. Lines start at 1. */
export interface ConfigurationProblem {
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** One Alembic configuration: what `alembic [-c config] [-n section]` would work on. Paths are absolute. */
export interface AlembicProject {
  /** The ini or pyproject.toml; for `env` (no configuration names it) the script directory's env.py. */
  readonly config: string;
  readonly kind: ConfigurationKind;
  /** The ini section where it is not `alembic`. */
  readonly section?: string;
  /** The directory that `alembic` is run from: relative paths of the configuration start there. */
  readonly directory: string;
  readonly scriptLocation: string;
  /** In Alembic's order; one that does not exist is skipped by Alembic and by us. */
  readonly versionLocations: readonly string[];
  readonly recursive: boolean;
  readonly sourceless: boolean;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  readonly prependSysPath: readonly string[];
  /** What of the configuration is not as it seems, in words that say what to do. */
  readonly warnings: readonly string[];
  /** What makes every `alembic` command fail before it reads a revision; absent or empty if nothing. */
  readonly problems?: readonly ConfigurationProblem[];
}
