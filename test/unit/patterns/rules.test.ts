import assert from 'node:assert/strict';
import { allPatterns } from '../../../src/core/patterns/all-patterns.js';
import { checkFiles } from '../../support/checked-files.js';
import { patternCases } from '../../support/pattern-cases.js';
import { historyOf } from '../../support/pattern-history.js';
import { pythonErrors } from '../../support/python-ast.js';

describe('the code of each pattern', () => {
  const written: [string, string][] = [];
  const found = new Set<string>();

  for (const one of patternCases)
    it(`has no findings but those that it says are right: ${one.pattern}, ${one.title}`, async () => {
      const { texts, pattern } = historyOf(one);
      const files = new Map(
        texts.map(({ id, text }) => [`/project/alembic/versions/${id}.py`, text]),
      );
      written.push(...files);
      const { findings } = await checkFiles(files);
      const own = findings.filter(
        ({ revision, severity }) => revision === 'r2' && severity !== 'hint',
      );
      for (const { rule } of own) found.add(`${one.pattern} ${rule}`);
      const inherent = Object.keys(pattern.inherent ?? {});
      const others = own.filter(({ rule }) => !inherent.includes(rule));
      const said = others.map(({ rule, message }) => `${rule}: ${message}`);
      assert.deepEqual(said, [], texts.at(-1)?.text);
    });

  it('has each finding that it says is right', () => {
    const said = allPatterns.flatMap(({ id, inherent = {} }) =>
      Object.keys(inherent).map((rule) => `${id} ${rule}`),
    );
    assert.deepEqual([...found].sort(), said.sort());
  });

  it('is Python', () => {
    assert.ok(written.length > 0);
    assert.deepEqual(pythonErrors(written), []);
  });

  it('is tried for each of them, with names of both sorts', () => {
    for (const { id } of allPatterns) {
      const titles = patternCases.filter(({ pattern }) => pattern === id).map(({ title }) => title);
      assert.ok(titles.length > 0, id);
    }
  });
});
