import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { patternFiles } from '../../scripts/pattern-files.js';
import { allPatterns } from '../../src/core/patterns/all-patterns.js';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('what follows from the patterns', () => {
  it('is as `npx tsx scripts/pattern-files.ts` writes it', async () => {
    for (const [file, text] of await patternFiles()) assert.equal(read(file), text, file);
  });

  it('is contributed: snippets of Python, two for each pattern', () => {
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { snippets: readonly { language: string; path: string }[] };
    };
    const [own, ...more] = contributes.snippets;
    assert.deepEqual([own, more], [{ language: 'python', path: './snippets/patterns.json' }, []]);
    const snippets = JSON.parse(read('snippets/patterns.json')) as Record<
      string,
      { prefix: string }
    >;
    const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
    const wanted = allPatterns.flatMap(({ id }) => [`alembic-${id}`, `alembic-${id}-downgrade`]);
    assert.deepEqual(prefixes.sort(), wanted.sort());
  });

  it('has an id, a title and parameters of its own for each', () => {
    for (const key of ['id', 'title'] as const) {
      const values = allPatterns.map((pattern) => pattern[key]);
      assert.equal(new Set(values).size, values.length, key);
    }
    for (const { id, parameters } of allPatterns) {
      const names = parameters.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, id);
      for (const { of } of parameters) assert.ok(of === undefined || names.includes(of), id);
    }
  });
});
