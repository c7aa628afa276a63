import { join } from 'node:path';

/** Where tools are kept between runs: not in git, safe to delete. */
export const cacheFolder = join(import.meta.dirname, '..', '..', '.cache');
