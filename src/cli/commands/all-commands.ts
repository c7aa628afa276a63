import type { Command } from '../command.js';
import { describe } from './describe.js';
import { downgrade } from './downgrade.js';
import { graph } from './graph.js';
import { history } from './history.js';
import { operations } from './operations.js';
import { status } from './status.js';
import { upgrade } from './upgrade.js';
import { verify } from './verify.js';

/** In the order of `--help`. */
export const commands: readonly Command[] = [
  graph,
  operations,
  status,
  history,
  upgrade,
  downgrade,
  verify,
  describe,
];
