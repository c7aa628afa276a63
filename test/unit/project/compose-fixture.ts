import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFileSets } from '../../../src/core/project/compose-files.js';
import { readDotEnv } from '../../../src/core/project/compose-dotenv.js';
import { readCompose } from '../../../src/core/project/compose.js';
import type { Compose, ComposeService, ReadText } from '../../../src/core/project/compose-model.js';

export const fixtures = join(import.meta.dirname, '../../fixtures/compose');

export const read: ReadText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** The compose files of a fixture folder, read the way the product does, with no environment. */
export function readFixture(name: string, set = 0): Compose {
  const directory = join(fixtures, name);
  const dotEnv = readDotEnv(read(join(directory, '.env')) ?? '', () => undefined);
  const files = composeFileSets(readdirSync(directory), dotEnv)[set]?.names ?? [];
  return readCompose({ directory, files, read, lookup: (key) => dotEnv[key] });
}

export function service(compose: Compose, name: string): ComposeService {
  const found = compose.services.find((it) => it.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}
