/** Where one Alembic configuration was found. */
export type ConfigurationKind = 'ini' | 'pyproject' | 'env';

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
  readonly versionLocations: readonly string[];
  readonly recursive: boolean;
  readonly sourceless: boolean;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  readonly prependSysPath: readonly string[];
  /** What of the configuration could not be read, in words that say what to do. */
  readonly warnings: readonly string[];
}
