import assert from 'node:assert/strict';
import { runPython } from '../../scripts/oracle/run-python.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { parseIni } from '../../src/core/project/ini.js';
import { interpolate } from '../../src/core/project/interpolate.js';
import { Random } from '../support/random.js';

type Values = Record<string, Record<string, string | null>>;

// prettier-ignore
const pieces = [
  '[alembic]', '[DEFAULT]', '[x]', 'a', 'b', 'A', '=', ':', ' ', '  ', '\n', '\n', '\n ', '\n\n',
  '\n  ', '\t', '#', ';', '# c', '%(a)s', '%%', '%', '%(here)s', '%(b)s', 'v', 'é', '\r\n', '\f',
  '[', ']', '=v\n', 'a = 1\n', 'b: 2\n', ' more\n', '\u00a0', '\u2028',
] as const;

function randomText(random: Random): string {
  const length = random.below(14);
  const parts = Array.from({ length }, () => random.pick(pieces));
  return `${random.chance(0.8) ? '[alembic]\n' : ''}${parts.join('')}`;
}

/** What we read, in the form of `graph_ini.py`. */
function ourValues(text: string): Values | null {
  const { sections, defaults, problems } = parseIni(text);
  if (problems.length > 0) return null;
  return Object.fromEntries(
    [...sections].map(([section, own]) => {
      const all = new Map<string, { readonly text: string }>([
        ['here', { text: '/here' }],
        ...defaults,
        ...own,
      ]);
      const values = [...all].map(([name, option]) => {
        const filled = interpolate(option.text, (key) => all.get(key)?.text);
        return [name, 'value' in filled ? filled.value : null] as const;
      });
      return [section, Object.fromEntries(values)];
    }),
  );
}

describe('ini files against ConfigParser', function () {
  this.timeout(120_000);

  it('reads the same values, and fails at the same texts', async () => {
    const random = new Random(7);
    const texts = Array.from({ length: 10_000 }, () => randomText(random));
    const { python } = await pythonWithAlembic();
    const theirs = (await runPython(python, 'graph_ini.py', texts)) as readonly (Values | null)[];
    texts.forEach((text, index) => {
      assert.deepEqual(ourValues(text), theirs[index], JSON.stringify(text));
    });
    const read = theirs.filter((values) => values !== null).length;
    console.log(
      `    ${texts.length} texts: ${read} read alike, ${texts.length - read} refused alike`,
    );
    assert.ok(read > 2000);
  });
});
