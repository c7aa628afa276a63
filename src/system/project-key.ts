import { createHash } from 'node:crypto';
import type { AlembicProject } from '../core/project/alembic-project.js';

/** The name of a project in the cache folder. */
export function projectKey({ config, section }: AlembicProject): string {
  return createHash('sha256')
    .update(`${config}\n${section ?? ''}`)
    .digest('hex')
    .slice(0, 32);
}
