import assert from 'node:assert/strict';
import { allPatterns } from '../../../src/core/patterns/all-patterns.js';
import { readNames, readObjectName, writeName } from '../../../src/core/patterns/names.js';
import { tabStops } from '../../../src/core/patterns/tab-stops.js';
import { problemOf, readerOf } from '../../../src/core/patterns/values.js';
import { patternOf } from '../../support/pattern-history.js';

describe('names as people write them', () => {
  it('may have a schema, quotes, commas between them', () => {
    assert.deepEqual(readNames('a, B c'), [['a'], ['B c']]);
    assert.deepEqual(readNames('"a.b".c'), [['a.b', 'c']]);
    assert.deepEqual(readObjectName('App."Weird ""one"""'), { schema: 'App', name: 'Weird "one"' });
    for (const text of ['', 'a.', 'a,', ',a', '"a', 'a"b', 'a,,b'])
      assert.equal(readNames(text), undefined);
  });

  it('are read back as they were written', () => {
    for (const name of ['plain', 'a.b', 'a, b', 'q"q', ' x ', 'Ünï'])
      assert.deepEqual(readObjectName(writeName({ schema: name, name })), { schema: name, name });
  });
});

describe('the values of a pattern', () => {
  it('are its examples where nothing is given, which all can be taken', () => {
    for (const pattern of allPatterns) {
      const read = readerOf(pattern, {});
      for (const parameter of pattern.parameters)
        assert.equal(problemOf(parameter, read.text(parameter.name), read), undefined, pattern.id);
    }
  });

  for (const [id, name, bad, good] of [
    ['optional-column', 'table', 'a, b', 's.t'],
    ['optional-column', 'column', 'a.b', '"a.b"'],
    ['optional-column', 'column', 'ä'.repeat(32), 'ä'.repeat(31)],
    ['optional-column', 'type', 'sa.String(', 'sa.String(3)'],
    ['optional-column', 'type', 'sa.Text(), nullable=False', 'sa.Text()'],
    ['column-with-default', 'default', `'x`, `'it''s (x'`],
    ['column-with-default', 'default', '1); DROP TABLE x', '(1)'],
    ['concurrent-index', 'columns', 'a, a', 'a, b'],
    ['enum-type', 'labels', 'a, a', 'a.b, "c, d"'],
    ['batched-backfill', 'size', '0', '10'],
    ['uuid-foreign-key', 'ondelete', 'MAYBE', 'SET NULL'],
    ['rename-settings-key', 'new', 'k', 'l'],
    ['rename-json-key', 'new', 'a.b', 'a.c'],
  ] as const)
    it(`are checked: ${id}, ${name}: ${good}`, () => {
      const pattern = patternOf(id);
      const parameter = pattern.parameters.find((each) => each.name === name);
      assert.ok(parameter);
      const read = readerOf(pattern, { old: id === 'rename-json-key' ? 'a.b.c' : 'k' });
      assert.match(problemOf(parameter, bad, read) ?? '', /\.$/u);
      assert.equal(problemOf(parameter, good, read), undefined);
    });
});

describe('tab stops', () => {
  it('hold the proposals, in which other stops are linked', () => {
    const { values, snippet } = tabStops(patternOf('concurrent-index'), { table: 't' }, () => true);
    assert.equal(snippet(values['name'] ?? ''), '${2:ix_t_${1:existing_field}}');
  });

  it('are not where a name needs quotes that nobody would add', () => {
    const given = { table: 'Order Lines', columns: 'id' };
    const { values } = tabStops(patternOf('concurrent-index'), given, () => true);
    assert.equal(values['name'], undefined);
  });

  it('escape what would mean something in a snippet', () => {
    const { snippet } = tabStops(patternOf('jsonb-column'), {}, () => true);
    assert.equal(snippet('$1 \\ {x}'), '\\$1 \\\\ {x\\}');
  });
});
