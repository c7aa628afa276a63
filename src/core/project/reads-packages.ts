import type { AlembicProject } from './alembic-project.js';

/** Alembic reads versions of a package that is not in this folder; it may well be installed. */
export function readsPackages({ warnings }: AlembicProject): boolean {
  return warnings.some((warning) => /^version_locations names "[^"/\\]+:/.test(warning));
}
