import assert from 'node:assert/strict';
import { defaultConfiguration } from '../../../src/core/rules/configuration.js';
import { readEnv } from '../../../src/core/rules/env-facts.js';
import { checkFiles } from '../../support/checked-files.js';

const file = '/project/alembic/versions/r1.py';

/** Places of `no-lock-timeout`, as the texts that are underlined. */
async function found(body: readonly string[], env = ''): Promise<string[]> {
  const lines = body.map((line) => `    ${line}\n`).join('');
  const text = `from alembic import op\nimport sqlalchemy as sa\nrevision = 'r1'\ndown_revision = 'base'\n\ndef upgrade():\n${lines}`;
  const configuration = { ...defaultConfiguration, preset: 'strict' } as const;
  const { findings } = await checkFiles(new Map([[file, text]]), configuration, env);
  return findings.flatMap(({ rule, range }) =>
    rule === 'no-lock-timeout' ? [text.slice(range.from, range.to)] : [],
  );
}

const add = `op.execute("ALTER TABLE orders ADD COLUMN a text")`;
const set = (value: string) => `op.execute("SET ${value}")`;

describe('time limits', () => {
  it('are asked for once in a transaction, with a value that helps', async () => {
    assert.deepEqual(await found([add, add]), ['ALTER TABLE']);
    assert.deepEqual(await found([set('LOCAL lock_timeout = 5000'), add]), []);
    assert.deepEqual(await found([set("lock_timeout TO '10s'"), add]), []);
    for (const value of ["'0'", '0', 'DEFAULT', "'2h'", '600000', "'5min'"])
      assert.deepEqual(await found([set(`lock_timeout = ${value}`), add]), ['ALTER TABLE'], value);
    assert.deepEqual(
      await found([`op.execute("SELECT set_config('lock_timeout', '4s', true)")`, add]),
      [],
    );
  });

  it('end with the transaction where they are LOCAL', async () => {
    const block = ['with op.get_context().autocommit_block():', `    op.execute("ANALYZE orders")`];
    assert.deepEqual(await found([set("LOCAL lock_timeout = '4s'"), ...block, add]), [
      'ALTER TABLE',
    ]);
    assert.deepEqual(await found([set("lock_timeout = '4s'"), ...block, add]), []);
  });

  it('may stand in env.py', async () => {
    const connect = `engine = create_engine(url, connect_args={"options": "-c lock_timeout=4000"})\n`;
    assert.deepEqual(await found([add], connect), []);
    assert.deepEqual(await found([add], '# lock_timeout is not set here\n'), ['ALTER TABLE']);
    assert.deepEqual(readEnv('f(server_settings={"statement_timeout": "5s"})').timeouts, [
      'statement_timeout',
    ]);
  });
});
