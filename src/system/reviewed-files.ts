/** Which contents of migrations somebody has read to the end, on this machine. */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { cacheFolder } from './cache-folder.js';
import { projectKey } from './project-key.js';

/** Contents that are remembered at most for a project; the oldest are forgotten first. */
const most = 5000;

/** What is kept of a content: every byte of it counts. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Tells whether somebody has read a content. Never rejects. */
export async function readReviewed(project: AlembicProject): Promise<(text: string) => boolean> {
  const known = new Set(await hashes(project));
  return (text) => known.has(contentHash(text));
}

/**
 * Remembers contents as read.
 *
 * @throws Error where the cache folder cannot be written
 */
export async function rememberReviewed(
  project: AlembicProject,
  texts: readonly string[],
): Promise<void> {
  const place = placeOf(project);
  await mkdir(path.dirname(place), { recursive: true });
  await appendFile(place, texts.map((text) => `${contentHash(text)}\n`).join(''));
  const all = await hashes(project);
  if (all.length <= most * 2) return;
  const fresh = `${place}.${String(process.pid)}`;
  await writeFile(
    fresh,
    [...new Set(all.toReversed())].slice(0, most).toReversed().join('\n') + '\n',
  );
  await rename(fresh, place);
}

const placeOf = (project: AlembicProject) =>
  path.join(cacheFolder(), 'reviewed', `${projectKey(project)}.txt`);

async function hashes(project: AlembicProject): Promise<readonly string[]> {
  const text = await readFile(placeOf(project), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => /^[0-9a-f]{64}$/u.test(line));
}
