import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { rulesFixtures } from './checked-files.js';
import { configurationName } from './rule-configuration.js';

/** One project: a file with the files of its folder that it builds on, or a folder of files. */
export interface RuleFixture {
  readonly rule: string;
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The fixtures of a rule, without what they look like after its fixes. */
export function fixturesOf(rule: string): readonly RuleFixture[] {
  const folder = path.join(rulesFixtures, rule);
  const names = readdirSync(folder).filter(
    (name) => !name.endsWith('.fixed.py') && name !== 'claims.yaml' && name !== configurationName,
  );
  return names.map((name) => {
    const place = path.join(folder, name);
    const files = statSync(place).isDirectory()
      ? readdirSync(place, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
      : [place];
    return { rule, name, files: new Map(files.map((file) => [file, readFileSync(file, 'utf8')])) };
  });
}
