import path from 'node:path';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { RunUnderWay, SingleFlight } from '../system/bridge/single-flight.js';
import { cacheFolder } from '../system/cache-folder.js';
import { ActionError } from './action-error.js';
import type { RunIntent } from './plan-run.js';

const flights = new SingleFlight(path.join(cacheFolder(), 'runs'));

/**
 * Runs `work` while no other run of this machine changes the project's database.
 *
 * @throws ActionError that names the run which is under way
 */
export async function singleFlight<T>(
  project: AlembicProject,
  intent: RunIntent,
  work: () => Promise<T>,
): Promise<T> {
  const what = `${intent.do} ${intent.revision ?? (intent.do === 'upgrade' ? 'head' : 'base')}`;
  try {
    return await flights.run(project, what, work);
  } catch (error) {
    if (!(error instanceof RunUnderWay)) throw error;
    throw new ActionError({
      title: 'Another run is under way.',
      cause: `“${error.what}” is running on this project.`,
      whatToDo: 'Wait for its end, or cancel it, then try again.',
    });
  }
}
