import assert from 'node:assert/strict';
import { defaultConfiguration, readConfiguration } from '../../../src/core/rules/configuration.js';
import { fillPattern } from '../../../src/core/rules/fill-pattern.js';
import type { NamingConvention } from '../../../src/core/schema/replay/replay.js';
import { checkFiles } from '../../support/checked-files.js';

const read = (text: string) => readConfiguration(text, new Set());

describe('naming in .alembic-pilot.yaml', () => {
  it('is a pattern for each kind of name', () => {
    const { configuration, mistakes } = read(
      "naming:\n  table: '[a-z_]+'\n  ix: 'ix_%(table_name)s_.+'\n",
    );
    assert.deepEqual(mistakes, []);
    assert.deepEqual(configuration.naming, { table: '[a-z_]+', ix: 'ix_%(table_name)s_.+' });
  });

  const wrong = [
    ['naming: snake_case\n', 'snake_case', /takes a pattern for each of table, column/],
    ['naming:\n  index: a\n', 'index', /There are patterns for table, column/],
    ['naming:\n  ix: [a]\n', '[a]', /text in quotes/],
    ["naming:\n  ix: 'a('\n", "'a('", /not a regular expression: .*a\(/],
  ] as const;
  for (const [text, place, message] of wrong)
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      const { configuration, mistakes } = read(text);
      assert.equal(mistakes.length, 1);
      const [{ range, message: said } = { range: { from: 0, to: 0 }, message: '' }] = mistakes;
      assert.match(said, message);
      assert.equal(text.slice(range.from, range.to), place);
      assert.deepEqual(configuration.naming, {});
    });

  it('leaves alone what is right beside a mistake', () => {
    const { configuration } = read("naming:\n  ix: 'a('\n  table: '.+s'\n");
    assert.deepEqual(configuration.naming, { table: '.+s' });
  });
});

describe('filling a pattern', () => {
  const own = {
    what: 'foreign_key',
    name: 'x',
    table: { schema: 'shop', name: 'o.rders' },
    columns: ['a', 'b'],
    references: { name: 'users' },
  } as const;
  const only = (pattern: string, plain = false) => fillPattern(pattern, own, plain).only;

  it('puts in the names of the table, its columns and the other table', () => {
    assert.equal(only('%(table_name)s_%(column_0_name)s'), 'o.rders_a');
    assert.equal(only('%(column_0_N_name)s_%(referred_table_name)s'), 'a_b_users');
    assert.equal(only('%(column_1_label)s'), 'shop_o.rders_b');
  });

  it('takes any name where a token is not known', () => {
    const filled = fillPattern('fk_%(column_9_name)s+_%(own)s', own, true);
    assert.equal(filled.only, undefined);
    assert.ok(filled.matches('fk_x+_y'));
    assert.ok(!filled.matches('fk_x_y'));
  });

  it('compares the whole name, and names are not read as expressions', () => {
    const { matches } = fillPattern('%(table_name)s(_key|_idx)', own, false);
    assert.ok(matches('o.rders_key'));
    assert.ok(!matches('oxrders_key'));
    assert.ok(!matches('o.rders_keys'));
  });
});

describe("the naming convention of the models' metadata", () => {
  const found = async (body: string, naming: NamingConvention | undefined) => {
    const file = '/project/alembic/versions/r1.py';
    const text = `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'r1'\ndown_revision = 'base'\n\n\ndef upgrade():\n    ${body}\n`;
    const files = new Map([[file, text]]);
    if (naming) files.set('/project/alembic/versions/naming.json', JSON.stringify(naming));
    const severities = new Map([['naming-convention', 'warning'] as const]);
    const configuration = { ...defaultConfiguration, preset: 'off', severities } as const;
    const { findings } = await checkFiles(files, configuration);
    return findings.map(({ message }) => message);
  };
  const ix = { ix: 'ix_%(column_0_label)s' };
  const ck = { ck: 'ck_%(table_name)s_%(constraint_name)s' };

  it('is what names are compared with', async () => {
    const wrong = await found("op.create_index('by_note', 'orders', ['note'])", ix);
    assert.equal(wrong.length, 1);
    assert.match(wrong[0] ?? '', /naming convention of the metadata has it: ix_orders_note\.$/);
    assert.deepEqual(await found("op.create_index('ix_orders_note', 'orders', ['note'])", ix), []);
  });

  it('is not compared where it is not known', async () => {
    assert.deepEqual(await found("op.create_index('by_note', 'orders', ['note'])", undefined), []);
  });

  it('makes the name of a check out of the one that is written, unless that is complete', async () => {
    const check = (name: string) =>
      found(`op.create_check_constraint(${name}, 'orders', 'total > 0')`, ck);
    assert.deepEqual(await check("'positive'"), []);
    assert.deepEqual(await check("op.f('ck_orders_positive')"), []);
    assert.equal((await check("op.f('positive')")).length, 1);
  });
});
