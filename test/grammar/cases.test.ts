import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';
import { grammarFile, grammarText } from '../../scripts/grammar/grammar-file.js';
import { pythonWithSql } from './tokenizer.js';

const folder = join(import.meta.dirname, 'cases');

describe('SQL in Python strings', () => {
  let registry: Awaited<ReturnType<typeof pythonWithSql>>;
  before(async () => {
    registry = await pythonWithSql();
  });

  for (const name of readdirSync(folder).sort()) {
    it(`is highlighted as ${name} says`, async () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const testCase = parseGrammarTestCase(text);
      const failures = await runGrammarTestCase(registry, testCase);
      const told = failures.map(
        ({ line, srcLine, start, end, missing, unexpected, actual }) =>
          `${name}:${line + 1} "${(testCase.source[srcLine] ?? '').slice(start, end)}" ` +
          `missing [${missing.join(' ')}] unexpected [${unexpected.join(' ')}], is ${actual.join(' ')}`,
      );
      assert.deepEqual(told, []);
    });
  }

  it('has the grammar file that its source writes', async () => {
    assert.equal(readFileSync(grammarFile, 'utf8'), await grammarText());
  });
});
