import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../../src/core/rules/all-rules.js';
import {
  defaultConfiguration,
  readConfiguration,
  type Configuration,
} from '../../src/core/rules/configuration.js';
import type { Rule } from '../../src/core/rules/rule.js';
import { rulesFixtures } from './checked-files.js';

export const configurationName = '.alembic-pilot.yaml';

/**
 * How the fixtures and examples of a rule are checked: as by default and as an
 * `.alembic-pilot.yaml` beside the fixtures says, with the rule itself switched on.
 */
export function configurationFor({ id, severity }: Rule): Configuration {
  const file = path.join(rulesFixtures, id, configurationName);
  const own = existsSync(file) ? configurationIn(readFileSync(file, 'utf8')) : defaultConfiguration;
  return severity === 'off' ? { ...own, severities: new Map([[id, 'warning']]) } : own;
}

function configurationIn(text: string): Configuration {
  const { configuration, mistakes } = readConfiguration(
    text,
    new Set(allRules.map(({ id }) => id)),
  );
  assert.deepEqual(mistakes, []);
  return configuration;
}
