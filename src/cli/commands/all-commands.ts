import type { Command } from '../command.js';
import { check } from './check.js';
import { describe } from './describe.js';
import { downgrade } from './downgrade.js';
import { explain } from './explain.js';
import { graph } from './graph.js';
import { history } from './history.js';
import { mend } from './mend.js';
import { models } from './models.js';
import { newCommand } from './new.js';
import { operations } from './operations.js';
import { plan } from './plan.js';
import { report } from './report.js';
import { rules } from './rules.js';
import { status } from './status.js';
import { upgrade } from './upgrade.js';
import { verify } from './verify.js';

/** In the order of `--help`. */
export const commands: readonly Command[] = [
  graph,
  operations,
  check,
  models,
  rules,
  explain,
  status,
  history,
  newCommand,
  plan,
  upgrade,
  downgrade,
  verify,
  mend,
  report,
  describe,
];
