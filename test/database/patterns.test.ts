import assert from 'node:assert/strict';
import {
  createDatabase,
  startPostgres,
  type PostgresServer,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { writeProject } from '../support/alembic-project.js';
import { patternCases, type PatternCase } from '../support/pattern-cases.js';
import { historyOf } from '../support/pattern-history.js';
import { AlembicLoop } from './support/alembic.js';
import { rows, schemaLines } from './support/catalog.js';

/** A pattern that meets rows it cannot take, and runs once they are mended. */
interface Failure {
  readonly pattern: string;
  readonly rows: string;
  readonly error: RegExp;
  readonly repair: string;
  readonly leaves: RegExp;
}

const failures: readonly Failure[] = [
  {
    pattern: 'not-null-in-three-steps',
    rows: 'INSERT INTO items (code) VALUES (NULL)',
    error: /CheckViolation/u,
    repair: "UPDATE items SET code = '' WHERE code IS NULL",
    leaves: /items\.code text null:f/u,
  },
  {
    pattern: 'foreign-key-not-valid',
    rows: 'INSERT INTO items (parent_id) VALUES (gen_random_uuid())',
    error: /ForeignKeyViolation/u,
    repair: 'DELETE FROM items',
    leaves: /FOREIGN KEY \(parent_id\)/u,
  },
  {
    pattern: 'unique-constraint-by-index',
    rows: "INSERT INTO items (code, number) VALUES ('a', 1), ('a', 1)",
    error: /UniqueViolation/u,
    repair: 'DELETE FROM items',
    leaves: /UNIQUE \(code, number\)/u,
  },
  {
    pattern: 'partial-unique-index',
    rows: "INSERT INTO items (code) VALUES ('a'), ('a')",
    error: /UniqueViolation/u,
    repair: 'DELETE FROM items',
    leaves: /UNIQUE INDEX uq_items_code/u,
  },
  {
    pattern: 'rename-settings-key',
    rows: `INSERT INTO system_settings VALUES ('it''s :old', '1'), ('new % \\', '2')`,
    error: /UniqueViolation/u,
    repair: "DELETE FROM system_settings WHERE value = '2'",
    leaves: /system_settings/u,
  },
];

const bothClients = `
  INSERT INTO items (number, code) VALUES (1, 'old');
  INSERT INTO items (number, sku) VALUES (2, 'new');
  INSERT INTO items (number, code) VALUES (3, 'a'), (4, 'a'), (5, 'a'), (6, 'kept');
  UPDATE items SET code = 'b' WHERE number = 3;
  UPDATE items SET sku = 'c' WHERE number = 4;
  UPDATE items SET sku = NULL WHERE number = 5;
  UPDATE items SET title = 'x' WHERE number = 6`;

describe('each pattern', () => {
  let python: PythonWithAlembic;
  before(async () => {
    python = await pythonWithAlembic();
  });

  for (const major of [15, 18] as const)
    describe(`on PostgreSQL ${major}`, () => {
      let server: PostgresServer;
      before(async () => {
        server = await startPostgres(major);
      });
      after(() => server.stop());

      for (const one of patternCases)
        it(`goes up, back and up again: ${one.pattern}, ${one.title}`, () =>
          upAndDown(one, server));

      for (const one of failures)
        it(`runs again after it failed: ${one.pattern}`, () => failsThenRuns(one, server));

      it('keeps both columns of a rename the same, whichever a client writes', async () => {
        const expand = patternCases.find(({ pattern }) => pattern === 'rename-column-expand');
        assert.ok(expand);
        await withHistory(expand, server, async (url, steps) => {
          await steps.run('upgrade', 'r2');
          await rows(url, bothClients);
          const found = await rows(url, 'SELECT code, sku FROM items ORDER BY number');
          assert.deepEqual(
            found.map(({ code, sku }) => `${String(code)} ${String(sku)}`),
            ['old old', 'new new', 'b b', 'c c', 'null null', 'kept kept'],
          );
        });
      });
    });

  async function withHistory(
    one: PatternCase,
    server: PostgresServer,
    work: (url: string, steps: AlembicLoop) => Promise<void>,
  ): Promise<void> {
    const { url } = await createDatabase(server);
    const driver = python.label.includes('SQLAlchemy 1.') ? 'psycopg2' : 'psycopg';
    const { texts } = historyOf(one);
    const project = writeProject({ url, driver, migrations: texts });
    const steps = new AlembicLoop(python, project.folder, url);
    try {
      await work(url, steps);
    } catch (error) {
      throw new Error(`${String(error)}\n${texts.at(-1)?.text ?? ''}`, { cause: error });
    } finally {
      await steps.end();
      project.remove();
    }
  }

  async function failsThenRuns(one: Failure, server: PostgresServer): Promise<void> {
    const whole = patternCases.find(({ pattern }) => pattern === one.pattern);
    assert.ok(whole);
    await withHistory(whole, server, async (url, steps) => {
      await steps.run('upgrade', 'r1');
      await rows(url, one.rows);
      await assert.rejects(steps.run('upgrade', 'r2'), one.error);
      await rows(url, one.repair);
      await steps.run('upgrade', 'r2');
      const lines = await schemaLines(url);
      assert.ok(
        lines.some((line) => one.leaves.test(line)),
        lines.join('\n'),
      );
      assert.ok(
        lines.every((line) => !/valid:f/u.test(line)),
        lines.join('\n'),
      );
    });
  }

  const upAndDown = (one: PatternCase, server: PostgresServer) =>
    withHistory(one, server, async (url, steps) => {
      const schema = async () => [
        ...(await schemaLines(url)),
        ...(await schemaLines(url, '"My Schema"')),
      ];
      const data = async () => {
        const found = one.data ? await rows(url, one.data.query) : [];
        return found.map((row) => Object.values(row)[0]);
      };
      await steps.run('upgrade', 'r1');
      if (one.rows !== undefined) await rows(url, one.rows);
      const start = await schema();
      await steps.run('upgrade', 'r2');
      const done = await schema();
      if (one.dataOnly) assert.deepEqual(done, start);
      else assert.notDeepEqual(done, start);
      assert.ok(
        done.every((line) => !/valid:f/u.test(line)),
        done.join('\n'),
      );
      if (one.data) assert.deepEqual(await data(), one.data.up);
      await steps.run('downgrade', 'r1');
      const { stays } = one;
      const back = (await schema()).map((line) => (stays ? line.replace(stays, '') : line));
      assert.deepEqual(back, start);
      if (one.data && one.data.down.length > 0) assert.deepEqual(await data(), one.data.down);
      await steps.run('upgrade', 'r2');
      assert.deepEqual(await schema(), done);
      if (one.data) assert.deepEqual(await data(), one.data.up);
    });
});
