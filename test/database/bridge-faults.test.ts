import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MigrationText } from '../support/alembic-project.js';
import { ask, BridgeBench, driversHere, tableExists, until } from '../support/bridge-bench.js';

const drivers = await driversHere();
const creates = (table: string) => `op.create_table("${table}", sa.Column("id", sa.Integer))`;
const first: MigrationText = { id: '001', upgrade: [creates('a')] };

describe('bridge, faults', () => {
  let bench: BridgeBench;
  before(async () => {
    bench = await BridgeBench.start();
  });
  after(() => bench.stop());

  describe('Python', () => {
    it('no Python: nothing started, and the interpreter is named', async () => {
      const scene = bench.project({});
      const gone = join(scene.folder, '.venv', 'bin', 'python');
      const result = await bench.run(scene, { do: 'identity' }, {}, gone);
      assert.equal(result.outcome, 'failed');
      assert.equal(result.startError?.problem, 'not-found');
      const { title, whatToDo } = bench.explain(result);
      assert.equal(title, `No Python: ${gone} was not found`);
      assert.match(whatToDo, /choose another interpreter/u);
    });

    it('the project folder is gone', async () => {
      const scene = bench.project({});
      scene.remove();
      const result = await bench.run(scene, { do: 'identity' });
      assert.equal(result.startError?.problem, 'no-directory');
      assert.match(bench.explain(result).title, /folder is gone/u);
    });

    it('no Alembic in this interpreter', async () => {
      const scene = bench.project({});
      const bare = mkdtempSync(join(tmpdir(), 'alembic-pilot-bare-'));
      try {
        const made = spawnSync(bench.python.python, ['-m', 'venv', '--without-pip', bare]);
        assert.equal(made.status, 0, String(made.stderr));
        const python = join(bare, 'bin', 'python');
        const result = await bench.run(scene, { do: 'identity' }, {}, python);
        assert.equal(result.failure?.type, 'ModuleNotFoundError');
        const { title, cause } = bench.explain(result);
        assert.equal(title, 'No Alembic in this interpreter');
        assert.match(cause, /has no module (alembic|sqlalchemy)/u);
      } finally {
        rmSync(bare, { recursive: true, force: true });
      }
    });

    it("wrong interpreter: the project's own import is missing", async () => {
      const scene = bench.project({ preface: 'from hartomat_backend.models import Base' });
      const { title, cause } = bench.explain(await bench.run(scene, { do: 'identity' }));
      assert.equal(title, 'Wrong interpreter? hartomat_backend cannot be imported');
      assert.match(cause, /env\.py/u);
    });

    it('the driver of the URL is not installed', async () => {
      const scene = bench.project({ preface: withoutPsycopg2 });
      const { title, whatToDo } = bench.explain(await bench.run(scene, { do: 'identity' }));
      assert.equal(title, 'The database driver psycopg2 is not installed');
      assert.match(whatToDo, /postgresql\+psycopg:/u);
    });

    it('a migration that Python cannot read', async () => {
      const scene = await bench.fresh({
        migrations: [first, { id: '002', text: 'revision = "002"\ndef upgrade(:\n' }],
      });
      const result = await bench.alembic(scene, 'upgrade', 'head');
      assert.deepEqual(result.failure?.at, {
        file: join(scene.folder, 'alembic', 'versions', '002.py'),
        line: 2,
      });
      assert.match(bench.explain(result).cause, /002\.py, line 2/u);
      assert.deepEqual(await bench.current(scene), []);
    });

    it('an asynchronous driver in a synchronous env.py', async () => {
      const { database } = await bench.fresh({});
      const scene = bench.project({
        url: database.url.replace('postgresql:', 'postgresql+asyncpg:'),
      });
      const ini = join(scene.folder, 'alembic.ini');
      const url = database.url.replace('postgresql:', 'postgresql+asyncpg:');
      writeFileSync(ini, `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${url}\n`);
      const result = await bench.run(scene, { do: 'identity' });
      assert.equal(result.failure?.type, 'MissingGreenlet', result.stderr);
      assert.match(bench.explain(result).title, /async driver in the synchronous way/u);
    });
  });

  for (const driver of drivers) {
    describe(`database, ${driver}`, () => {
      it('is down', async () => {
        const url = `postgresql://u:secret@127.0.0.1:${await closedPort()}/d`;
        const scene = bench.project({ driver, url });
        const result = await bench.run(scene, { do: 'identity' });
        const { title, whatToDo } = bench.explain(result);
        assert.equal(title, 'The database is down');
        assert.match(whatToDo, /Start PostgreSQL/u);
        assert.equal(result.database, undefined);
        assert.doesNotMatch(JSON.stringify(result), /secret/u);
      });

      it('refuses the password', async () => {
        const { url } = bench.server;
        const scene = bench.project({ driver, url: url.replace(/:[^:@]*@/u, ':wrong@') });
        const { title } = bench.explain(await bench.run(scene, { do: 'identity' }));
        assert.equal(title, 'Wrong password for the database user postgres');
      });

      it('does not exist', async () => {
        const url = bench.server.url.replace(/\/postgres$/u, '/missing');
        const scene = bench.project({ driver, url });
        const { title, whatToDo } = bench.explain(await bench.run(scene, { do: 'identity' }));
        assert.equal(title, 'The database missing does not exist');
        assert.match(whatToDo, /createdb missing/u);
      });

      it('is at a host that only containers know', async () => {
        const scene = bench.project({ driver, url: 'postgresql://u:p@postgres.invalid/d' });
        const { title, whatToDo } = bench.explain(await bench.run(scene, { do: 'identity' }));
        assert.match(title, /host .*is not known here/u);
        assert.match(whatToDo, /docker compose runner/u);
      });

      it('fails half-way: everything is taken back', async () => {
        const scene = await bench.fresh({
          driver,
          migrations: [
            first,
            { id: '002', down: '001', upgrade: [creates('b'), 'op.execute("SELECT nope FROM a")'] },
          ],
        });
        const result = await bench.alembic(scene, 'upgrade', 'head');
        assert.equal(result.outcome, 'failed');
        assert.equal(result.exitCode, 1);
        assert.equal(result.failure?.sqlstate, '42703');
        assert.equal(result.failure.statement, 'SELECT nope FROM a');
        assert.match(result.failure.message, /^column "nope" does not exist/u);
        assert.equal(result.failure.at?.file, join(scene.folder, 'alembic/versions/002.py'));
        const text = readFileSync(result.failure.at.file, 'utf8').split('\n');
        assert.match(text[result.failure.at.line - 1] ?? '', /nope/u);
        assert.equal(result.unfinished?.revision, '002');
        assert.deepEqual(
          result.steps.map(({ revision }) => revision),
          ['001'],
        );
        assert.equal(bench.explain(result).title, 'Revision 002 uses what does not exist');
        assert.deepEqual(await bench.current(scene), []);
        assert.equal(await tableExists(scene.database, 'a'), false);
      });
    });
  }

  describe('a migration', () => {
    it('fails half-way with a transaction per migration: what came before stays', async () => {
      const scene = await bench.fresh({
        configure: ', transaction_per_migration=True',
        migrations: [first, { id: '002', down: '001', upgrade: ['op.execute("SELECT nope")'] }],
      });
      assert.equal((await bench.alembic(scene, 'upgrade', 'head')).outcome, 'failed');
      assert.deepEqual(await bench.current(scene), ['001']);
      assert.equal(await tableExists(scene.database, 'a'), true);
    });

    it('gets no lock in time', async () => {
      const scene = await bench.fresh({
        migrations: [
          {
            id: '001',
            upgrade: [
              'op.execute("SET LOCAL lock_timeout = 100")',
              'op.execute("LOCK TABLE held")',
            ],
          },
        ],
      });
      await ask(scene.database, 'CREATE TABLE held (id int)');
      const holder = ask(scene.database, 'BEGIN; LOCK TABLE held; SELECT pg_sleep(60)').catch(
        () => [],
      );
      const held = () => ask(scene.database, "SELECT 1 FROM pg_locks WHERE mode LIKE 'AccessEx%'");
      await until('the table is locked', async () => (await held()).length > 0);
      const result = await bench.alembic(scene, 'upgrade', 'head');
      await ask(
        scene.database,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await holder;
      assert.equal(result.failure?.sqlstate, '55P03');
      assert.match(bench.explain(result).title, /Revision 001 did not get a lock in time/u);
    });

    const refused: readonly [string, string, RegExp][] = [
      ['CREATE TABLE alembic_version ()', '42P07', /creates what exists already/u],
      ['CREATE DATABASE inside', '25001', /cannot run in a transaction/u],
      ['SELEKT 1', '42601', /does not understand a statement of revision 001/u],
      ['SELECT 1; INSERT INTO full_table VALUES (NULL)', '23502', /Rows are empty/u],
      ['DROP TABLE parent', '2BP01', /depends on what revision 001 drops/u],
    ];
    for (const [sql, sqlstate, title] of refused) {
      it(`is refused with SQLSTATE ${sqlstate}`, async () => {
        const scene = await bench.fresh({
          migrations: [{ id: '001', upgrade: [`op.execute("${sql}")`] }],
        });
        await ask(
          scene.database,
          `CREATE TABLE full_table (id int NOT NULL); CREATE TABLE parent (id int PRIMARY KEY);
           CREATE TABLE child (id int REFERENCES parent)`,
        );
        const result = await bench.alembic(scene, 'upgrade', 'head');
        assert.equal(result.failure?.sqlstate, sqlstate, result.stderr);
        assert.match(bench.explain(result).title, title);
        assert.deepEqual(await bench.current(scene), []);
      });
    }

    it('may not do what its role may not', async () => {
      const scene = await bench.fresh({
        migrations: [{ id: '001', upgrade: ['op.execute("SET LOCAL ROLE reader")', creates('a')] }],
      });
      await ask(scene.database, 'CREATE ROLE reader');
      const result = await bench.alembic(scene, 'upgrade', 'head');
      assert.equal(result.failure?.sqlstate, '42501');
      assert.match(bench.explain(result).title, /user may not do this/u);
    });

    it('has an id that the version table cannot hold', async () => {
      const scene = await bench.fresh({ migrations: [{ id: 'x'.repeat(33) }] });
      const result = await bench.alembic(scene, 'upgrade', 'head');
      assert.equal(bench.explain(result).title, 'The revision id is too long');
    });

    it('raises NotImplementedError in downgrade()', async () => {
      const scene = await bench.fresh({
        migrations: [{ ...first, downgrade: ['raise NotImplementedError("no way back")'] }],
      });
      await bench.alembic(scene, 'upgrade', 'head');
      const result = await bench.alembic(scene, 'downgrade', 'base');
      assert.equal(bench.explain(result).title, 'Revision 001 refuses to run this way');
      assert.deepEqual(await bench.current(scene), ['001']);
    });
  });

  describe('Alembic', () => {
    it('finds no configuration', async () => {
      const scene = bench.project({});
      rmSync(join(scene.folder, 'alembic.ini'));
      const result = await bench.alembic(scene, 'heads');
      assert.equal(result.exitCode, 255);
      assert.equal(bench.explain(result).title, 'Alembic found no configuration');
    });

    it('finds no script directory', async () => {
      const scene = bench.project({});
      rmSync(scene.project.scriptLocation, { recursive: true });
      const { title } = bench.explain(await bench.alembic(scene, 'heads'));
      assert.match(title, /script directory .* is not there/u);
    });

    it('is asked for a revision that no file has', async () => {
      const scene = await bench.fresh({ migrations: [first] });
      const result = await bench.alembic(scene, 'upgrade', 'zzzz');
      assert.equal(result.failure?.type, 'CommandError');
      assert.equal(bench.explain(result).title, 'No file has the revision zzzz');
    });

    it('meets a database at a revision that no file has, and identity still answers', async () => {
      const scene = await bench.fresh({ migrations: [first] });
      await bench.alembic(scene, 'upgrade', 'head');
      await ask(scene.database, "UPDATE alembic_version SET version_num = 'elsewhere'");
      const result = await bench.alembic(scene, 'upgrade', 'head');
      assert.equal(bench.explain(result).title, 'No file has the revision elsewhere');
      assert.deepEqual(await bench.current(scene), ['elsewhere']);
    });

    it('meets several heads', async () => {
      const scene = await bench.fresh({ migrations: [first, { id: '002' }] });
      const { title } = bench.explain(await bench.alembic(scene, 'upgrade', 'head'));
      assert.equal(title, 'The history has several heads');
    });

    it('meets a missing parent, and identity still answers', async () => {
      const scene = await bench.fresh({ migrations: [{ id: '002', down: '001_gone' }] });
      const { title } = bench.explain(await bench.alembic(scene, 'upgrade', 'head'));
      assert.equal(title, 'The history is broken: revision 001_gone has no file');
      assert.deepEqual(await bench.current(scene), []);
    });

    it('meets a cycle', async () => {
      const scene = await bench.fresh({
        migrations: [
          { id: '001', down: '002' },
          { id: '002', down: '001' },
        ],
      });
      const { title } = bench.explain(await bench.alembic(scene, 'upgrade', 'head'));
      assert.equal(title, 'The history goes in a circle');
    });

    it('meets a stray file', async () => {
      const scene = await bench.fresh({ migrations: [first, { id: 'helper', text: 'x = 1\n' }] });
      const { title } = bench.explain(await bench.alembic(scene, 'upgrade', 'head'));
      assert.equal(title, 'helper.py is no migration');
    });
  });

  it('a run whose process is killed is lost, and the database is asked', async () => {
    const scene = await bench.fresh({
      migrations: [{ ...first, upgrade: [creates('a'), 'import os', 'os._exit(9)'] }],
    });
    const result = await bench.alembic(scene, 'upgrade', 'head');
    assert.equal(result.outcome, 'lost');
    assert.equal(result.exitCode, 9);
    assert.match(bench.explain(result).title, /not known how the run ended/u);
    assert.deepEqual(await bench.current(scene), []);
  });
});

const withoutPsycopg2 = `
import sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name == "psycopg2":
            raise ModuleNotFoundError("No module named 'psycopg2'", name=name)
sys.meta_path.insert(0, Nowhere())
`;

function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      assert.ok(address !== null && typeof address === 'object');
      probe.close(() => {
        resolve(address.port);
      });
    });
  });
}
