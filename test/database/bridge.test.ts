import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '../../scripts/toolchain/postgres.js';
import type { BridgeEvent, StatementEvent } from '../../src/core/alembic/bridge-protocol.js';
import { customRunner } from '../../src/system/runners/custom.js';
import { localRunner } from '../../src/system/runners/local.js';
import { runBridge } from '../../src/system/bridge/bridge-client.js';
import type { MigrationText } from '../support/alembic-project.js';
import { ask, BridgeBench, driversHere, tableExists } from '../support/bridge-bench.js';

const migrations: readonly MigrationText[] = [
  {
    id: '001',
    upgrade: ['op.create_table("a", sa.Column("id", sa.Integer, primary_key=True))'],
    downgrade: ['op.drop_table("a")'],
  },
  {
    id: '002',
    down: '001',
    upgrade: ['op.execute("ALTER TABLE a ALTER id TYPE bigint")'],
    downgrade: ['op.execute("ALTER TABLE a ALTER id TYPE int")'],
  },
];

const drivers = await driversHere();

describe('bridge', () => {
  let bench: BridgeBench;
  before(async () => {
    bench = await BridgeBench.start();
    console.log(`    ${bench.python.label}`);
  });
  after(() => bench.stop());

  for (const driver of drivers) {
    describe(driver, () => {
      it('says which database it is, and creates nothing in it', async () => {
        const scene = await bench.fresh({ driver, migrations });
        const { outcome, database, hello } = await bench.run(scene, { do: 'identity' });
        assert.equal(outcome, 'done');
        assert.equal(database?.database, scene.database.database);
        assert.equal(database.host, '127.0.0.1');
        assert.equal(database.port, scene.database.port);
        assert.equal(database.user, 'postgres');
        assert.equal(Math.floor(database.serverVersion / 10_000), 18);
        const [control] = await ask(
          scene.database,
          'SELECT system_identifier::text AS id FROM pg_control_system()',
        );
        assert.equal(database.systemIdentifier, control?.['id']);
        assert.deepEqual(database.versionTable, {
          name: 'alembic_version',
          schema: undefined,
          exists: false,
          rows: [],
        });
        assert.match(hello?.alembic ?? '', /^1\./u);
        assert.equal(await tableExists(scene.database, 'alembic_version'), false);
      });

      it('upgrades and downgrades step by step, the database first', async () => {
        const scene = await bench.fresh({ driver, migrations });
        const events: BridgeEvent[] = [];
        const up = await bench.run(
          scene,
          { do: 'alembic', args: ['upgrade', 'head'] },
          { onEvent: (event) => events.push(event) },
        );
        assert.equal(up.outcome, 'done', up.stderr);
        const told = events.flatMap((event) =>
          event.event === 'step'
            ? [`${event.phase} ${event.direction} ${event.from.join()}>${event.to.join()}`]
            : event.event === 'database'
              ? ['database']
              : [],
        );
        assert.deepEqual(told, [
          'database',
          'start upgrade >001',
          'done upgrade >001',
          'start upgrade 001>002',
          'done upgrade 001>002',
        ]);
        assert.deepEqual(await bench.current(scene), ['002']);
        const down = await bench.alembic(scene, 'downgrade', 'base');
        assert.deepEqual(
          down.steps.map(({ direction, revision, from, to }) => [direction, revision, from, to]),
          [
            ['downgrade', '002', ['002'], ['001']],
            ['downgrade', '001', ['001'], []],
          ],
        );
        assert.equal(await tableExists(scene.database, 'a'), false);
      });

      it('answers catalog queries in a read-only transaction', async () => {
        const scene = await bench.fresh({ driver, migrations });
        await bench.alembic(scene, 'upgrade', 'head');
        const { results, outcome } = await bench.run(scene, {
          do: 'query',
          queries: [
            { sql: 'SELECT version_num FROM alembic_version' },
            {
              sql: `SELECT ARRAY[1, 2] AS list, 'é "% :x %s' AS text, NULL AS nothing, true AS yes,
                           1.5 AS number, '{"k": [1]}'::jsonb AS json, relname, relkind
                    FROM pg_catalog.pg_class WHERE relname LIKE 'alembic%version' -- and a comment`,
            },
            { sql: 'SELECT 1 AS one WHERE false' },
            { sql: `SELECT current_setting('transaction_read_only') AS read_only` },
          ],
        });
        assert.equal(outcome, 'done');
        assert.deepEqual(results, [
          [{ version_num: '002' }],
          [
            {
              list: [1, 2],
              text: 'é "% :x %s',
              nothing: null,
              yes: true,
              number: 1.5,
              json: { k: [1] },
              relname: 'alembic_version',
              relkind: 'r',
            },
          ],
          [],
          [{ read_only: 'on' }],
        ]);
      });

      it('refuses to write, also where env.py asks for AUTOCOMMIT', async () => {
        for (const engine of ['', ', isolation_level="AUTOCOMMIT"']) {
          const scene = await bench.fresh({ driver, migrations, engine });
          const wrote = await bench.run(scene, {
            do: 'query',
            queries: [{ sql: 'SELECT lo_create(0) AS created' }],
          });
          assert.equal(wrote.failure?.sqlstate, '25006', wrote.failure?.message);
          const slow = await bench.run(scene, {
            do: 'query',
            queries: [{ sql: 'SELECT pg_sleep(60)' }],
            timeoutMs: 100,
          });
          assert.equal(slow.failure?.sqlstate, '57014');
          assert.match(bench.explain(slow).title, /longer than allowed/u);
        }
      });

      it('leaves no session setting behind', async () => {
        const scene = await bench.fresh({
          driver,
          preface: 'import sqlalchemy',
          afterwards:
            'print("timeout", connection.execute(sqlalchemy.text("SHOW statement_timeout")).scalar())',
        });
        const { stdout, outcome } = await bench.run(scene, {
          do: 'query',
          queries: [{ sql: "SELECT current_setting('statement_timeout') AS now" }],
          timeoutMs: 1234,
        });
        assert.equal(outcome, 'done');
        assert.match(stdout, /timeout 0/u);
      });

      it('traces locks and rewrites', async () => {
        const scene = await bench.fresh({ driver, migrations });
        await bench.alembic(scene, 'upgrade', '001');
        const statements: StatementEvent[] = [];
        const traced = await bench.run(
          scene,
          { do: 'alembic', args: ['upgrade', '002'], trace: true },
          { onEvent: (event) => event.event === 'statement' && statements.push(event) },
        );
        assert.equal(traced.outcome, 'done', traced.stderr);
        const alter = statements.find(({ sql }) => sql.startsWith('ALTER TABLE a'));
        assert.ok(alter, 'the statement was reported');
        assert.equal(alter.revision, '002');
        assert.ok(alter.durationMs > 0);
        assert.ok(alter.rewritten.includes('public.a'));
        assert.deepEqual(
          alter.locks.filter(
            ({ relation, mode }) => relation === 'public.a' && /^AccessEx/u.test(mode),
          ),
          [{ relation: 'public.a', kind: 'r', mode: 'AccessExclusiveLock', existed: true }],
        );
      });

      it('sends env.py to another database', async () => {
        const scene = await bench.fresh({ driver, migrations });
        const redirect = await createDatabase(bench.server);
        const sent = await bench.run(scene, {
          do: 'alembic',
          args: ['upgrade', 'head'],
          redirect,
        });
        assert.equal(sent.outcome, 'done', sent.stderr);
        assert.equal(sent.database?.database, redirect.database);
        assert.equal(await tableExists(redirect, 'a'), true);
        assert.equal(await tableExists(scene.database, 'a'), false);
      });
    });
  }

  it('refuses a redirect that env.py would not follow', async () => {
    const database = await createDatabase(bench.server);
    const own = bench.project({
      migrations,
      url: database.url,
      preface: `import psycopg2\nURL = "${database.url}"`,
      engine: ', creator=lambda: psycopg2.connect(URL)',
    });
    const redirect = await createDatabase(bench.server);
    const result = await bench.run(own, { do: 'alembic', args: ['upgrade', 'head'], redirect });
    assert.equal(result.outcome, 'failed');
    assert.match(bench.explain(result).title, /cannot be sent to another database/u);
    assert.equal(await tableExists(database, 'a'), false);
    assert.equal((await bench.alembic(own, 'upgrade', 'head')).outcome, 'done');
  });

  it('keeps what env.py prints apart from its events', async () => {
    const scene = await bench.fresh({
      migrations,
      preface: [
        'import os, subprocess, sys',
        `print('{"event": "exit", "code": 9}')`,
        `print('@alembic-pilot-0 {"event": "exit", "code": 9}', end='')`,
        `os.write(1, 'raw é\\n'.encode())`,
        `subprocess.run(['echo', 'from a child'])`,
        `print('stdin:', repr(sys.stdin.read()))`,
        `print('no newline at the end', end='')`,
        `print('to stderr', file=sys.stderr)`,
      ].join('\n'),
    });
    const result = await bench.alembic(scene, 'upgrade', 'head');
    assert.equal(result.outcome, 'done');
    assert.equal(result.exitCode, 0);
    for (const text of ['"code": 9', 'raw é', 'from a child', "stdin: ''", 'no newline at the end'])
      assert.ok(result.stdout.includes(text), text);
    assert.match(result.stderr, /to stderr/u);
  });

  it('gives the text of commands as alembic prints it', async () => {
    const scene = await bench.fresh({ migrations });
    const history = await bench.alembic(scene, 'history');
    assert.equal(history.stdout, '001 -> 002 (head), 002\n<base> -> 001, 001\n');
    const current = await bench.alembic(scene, 'current');
    assert.equal(current.stdout, '');
    const usage = await bench.alembic(scene, 'upgrade');
    assert.equal(usage.exitCode, 2);
    assert.equal(usage.outcome, 'failed');
  });

  it('imports what the alembic script would: not from the working directory', async () => {
    const scene = await bench.fresh({
      migrations,
      preface: 'import sys\nprint("first", sys.path[0])\nprint("argv", sys.argv[1:])',
    });
    const { stdout } = await bench.alembic(scene, 'current');
    assert.doesNotMatch(stdout, /first $/mu);
    assert.match(stdout, /argv \['current'\]/u);
  });

  it('heeds ALEMBIC_CONFIG where the project has no configuration of its own to name', async () => {
    const scene = await bench.fresh({ migrations });
    mkdirSync(join(scene.folder, 'conf'));
    renameSync(scene.project.config, join(scene.folder, 'conf', 'other.ini'));
    const runner = localRunner(scene.project, bench.python.python, scene.folder, 'test');
    const python = (args: readonly string[]) => ({
      ...runner.python(args),
      env: { ALEMBIC_CONFIG: 'conf/other.ini' },
    });
    const result = await runBridge({ ...runner, python }, scene.project, { do: 'identity' });
    assert.equal(result.outcome, 'done', result.stdout + result.stderr);
    const named = { ...scene.project, config: join(scene.folder, 'conf', 'other.ini') };
    const again = await runBridge(runner, named, { do: 'identity' });
    assert.equal(again.outcome, 'done', again.stdout + again.stderr);
  });

  it('reads several rows and another version table', async () => {
    const configure = ', version_table="my Table", version_table_schema="s"';
    const scene = await bench.fresh({
      configure,
      migrations: [{ id: 'left1' }, { id: 'right1' }],
    });
    await ask(scene.database, 'CREATE SCHEMA s');
    assert.equal((await bench.alembic(scene, 'upgrade', 'heads')).outcome, 'done');
    const { database } = await bench.run(scene, { do: 'identity' });
    assert.deepEqual(
      { ...database?.versionTable, rows: [...(database?.versionTable.rows ?? [])].sort() },
      { name: 'my Table', schema: 's', exists: true, rows: ['left1', 'right1'] },
    );
  });

  it('reports a stamp', async () => {
    const scene = await bench.fresh({ migrations });
    const { steps } = await bench.alembic(scene, 'stamp', '001');
    assert.deepEqual(
      steps.map(({ direction, to }) => [direction, to]),
      [['stamp', ['001']]],
    );
    assert.deepEqual(await bench.current(scene), ['001']);
  });

  it('works where a role may not ask for the system identifier', async () => {
    const scene = await bench.fresh({ migrations });
    await ask(
      scene.database,
      `DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plain') THEN
           CREATE ROLE plain LOGIN PASSWORD 'plain';
         END IF;
       END $$;
       REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC;
       GRANT ALL ON SCHEMA public TO plain`,
    );
    const url = scene.database.url.replace(/postgres:[^@]*@/u, 'plain:plain@');
    const plain = bench.project({ migrations, url });
    const result = await bench.alembic(plain, 'upgrade', 'head');
    assert.equal(result.outcome, 'done', result.stderr);
    assert.equal(result.database?.user, 'plain');
    assert.equal(result.database.systemIdentifier, undefined);
  });

  it('goes through a wrapper that prints things and quotes for a shell', async () => {
    const scene = await bench.fresh({ migrations });
    const template = [
      'sh',
      '-c',
      `echo "Welcome to the jump host"; echo noise >&2; exec {python:${bench.python.python}}`,
    ];
    const runner = customRunner(scene.project, template);
    const result = await runBridge(runner, scene.project, { do: 'identity' });
    assert.equal(result.outcome, 'done', result.stderr);
    assert.equal(result.database?.database, scene.database.database);
    assert.match(result.stdout, /^Welcome to the jump host$/mu);
    assert.match(result.stderr, /noise/u);
  });

  it('tells no password on the command line, in events or in output', async () => {
    const database = await createDatabase(bench.server);
    const noisy = bench.project({
      migrations,
      url: database.url,
      preface: `print("using ${database.url}")\nprint("password=${database.password}")`,
    });
    const heard: string[] = [];
    const result = await bench.run(
      noisy,
      { do: 'alembic', args: ['upgrade', 'head'], redirect: database },
      { onEvent: (event) => heard.push(JSON.stringify(event)) },
    );
    assert.equal(result.outcome, 'done', result.stderr);
    assert.match(result.stdout, /:\*\*\*@/u);
    assert.ok(!heard.join('\n').includes(database.password));
    assert.ok(!JSON.stringify(result.spec).includes(database.password));
  });
});
