import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { alembic, AlembicLoop } from './support/alembic.js';
import { rows, schemaLines, withClient } from './support/catalog.js';
import { dataAt010, dataAt021, stateAt010, stateAtHead } from './support/example-data.js';

/** PostgreSQL keeps a label once it is added: the one thing that a downgrade leaves. */
const addedLabels = /,gltf_geometry|,gltf_production|,blend_production/gu;
const withoutAddedLabels = (lines: readonly string[]): string[] =>
  lines.map((line) =>
    line.startsWith('enum mediaassettype ') ? line.replaceAll(addedLabels, '') : line,
  );

const numbers = Array.from({ length: 59 }, (_, index) => String(index + 1).padStart(3, '0'));

describe('example/hartomat', () => {
  let python: PythonWithAlembic;
  let folder: string;
  let backend: string;
  let modern: boolean;

  before(async () => {
    python = await pythonWithAlembic();
    modern = !python.label.includes('SQLAlchemy 1.');
    folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-example-'));
    await copyExample(folder);
    backend = join(folder, 'backend');
    console.log(`    ${python.label}`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('has the revisions 001 to 059, each in the file of its number', async () => {
    const files = await readdir(join(backend, 'alembic', 'versions'));
    const names = files.filter((name) => name.endsWith('.py')).sort();
    assert.deepEqual(
      names.map((name) => name.slice(0, 4)),
      numbers.map((number) => `${number}_`),
    );
    assert.equal(names.at(-1), '059_seed_top_global_position.py');
  });

  it('has the planned migrations 060 to 065 in its roadmap', async () => {
    const roadmap = await readFile(join(folder, 'ROADMAP.md'), 'utf8');
    const planned = [...roadmap.matchAll(/^\| (06\d) \| .* \| (P\d.*) \|$/gmu)];
    assert.deepEqual(
      planned.map(([, number, priority]) => [number, priority]),
      [
        ['060', 'P2'],
        ['061', 'P2'],
        ['062', 'P7 (done as 048)'],
        ['063', 'P8 (done as 049)'],
        ['064', 'P9'],
        ['065', 'P6'],
      ],
    );
  });

  for (const major of [15, 18] as const) {
    describe(`on PostgreSQL ${major}`, () => {
      let server: PostgresServer;

      before(async () => {
        server = await startPostgres(major);
      });
      after(() => server.stop());

      const newDatabase = async (): Promise<string> => (await createDatabase(server)).url;

      const withLoop = async (
        url: string,
        work: (run: AlembicLoop['run']) => Promise<void>,
      ): Promise<void> => {
        const steps = new AlembicLoop(python, backend, url);
        try {
          await work((command, revision) => steps.run(command, revision));
        } finally {
          await steps.end();
        }
      };

      it('goes up, down to nothing and up again, in one run each', async () => {
        const url = await newDatabase();
        await withLoop(url, async (run) => {
          await run('upgrade', 'head');
          const head = await schemaLines(url);
          await run('downgrade', 'base');
          assert.deepEqual(await schemaLines(url), []);
          await run('upgrade', 'head');
          assert.deepEqual(await schemaLines(url), head);
        });
      });

      it('goes up and down one revision at a time, and each downgrade undoes its upgrade', async () => {
        const url = await newDatabase();
        await withLoop(url, async (run) => {
          const states = [await schemaLines(url)];
          for (const number of numbers) {
            await run('upgrade', number);
            states.push(await schemaLines(url));
          }
          for (const [index, number] of [...numbers.entries()].reverse()) {
            await run('downgrade', numbers[index - 1] ?? 'base');
            const before = withoutAddedLabels(states[index] ?? []);
            const after = withoutAddedLabels(await schemaLines(url));
            assert.deepEqual(after, before, `after the downgrade of ${number}`);
          }
          assert.deepEqual(await schemaLines(url), []);
        });
      });

      it('is at 059 what the roadmap starts from', async () => {
        const url = await newDatabase();
        await withLoop(url, (run) => run('upgrade', 'head'));
        assert.deepEqual(await rows(url, 'SELECT version_num FROM alembic_version'), [
          { version_num: '059' },
        ]);
        const lines = await schemaLines(url);
        assert.ok(
          lines.includes(
            'enum mediaassettype thumbnail,still,turntable,stl_low,stl_high,gltf_geometry,gltf_production,blend_production',
          ),
        );
        assert.ok(lines.includes('enum userrole global_admin,tenant_admin,project_manager,client'));
        assert.ok(lines.some((line) => line.startsWith('column order_lines.render_job_doc jsonb')));
        assert.ok(
          !lines.some((line) => /cad_files\.(\w+_assignments|\w+_overrides|step_hash)/u.test(line)),
        );
        assert.deepEqual(
          await rows(
            url,
            `SELECT key FROM system_settings WHERE key ~ '^(gltf|scene)_' ORDER BY key`,
          ),
          [
            { key: 'gltf_production_angular_deflection' },
            { key: 'gltf_production_linear_deflection' },
            { key: 'gltf_production_tessellation_engine' },
          ],
        );
        assert.deepEqual(
          await rows(
            url,
            'SELECT name, rotation_x FROM global_render_positions ORDER BY sort_order',
          ),
          [
            { name: 'Front', rotation_x: 0 },
            { name: 'Three quarters', rotation_x: 20 },
            { name: 'Top', rotation_x: 90 },
          ],
        );
      });

      it('agrees with its models', async () => {
        const url = await newDatabase();
        await withLoop(url, (run) => run('upgrade', 'head'));
        if (modern) {
          const check = await alembic(python, backend, url, 'check');
          assert.match(check.stdout, /No new upgrade operations detected/u);
          assert.equal(check.code, 0);
          // The same database with one difference: the check above could have failed.
          await withClient(url, (client) =>
            client.query('ALTER TABLE materials ALTER COLUMN roughness SET DEFAULT 0.7'),
          );
          const other = await alembic(python, backend, url, 'check');
          assert.match(other.stdout, /New upgrade operations detected.*roughness/su);
        } else {
          // The models want SQLAlchemy 2: with 1.4 there is nothing to compare with, said aloud.
          const args = ['revision', '--autogenerate', '--rev-id', '060', '-m', 'compare'];
          const autogenerate = await alembic(python, backend, url, ...args);
          assert.match(autogenerate.stdout + autogenerate.stderr, /MetaData object/u);
        }
      });

      it('writes SQL without a database, both ways', async () => {
        const url = 'postgresql://nobody@127.0.0.1:1/nothing';
        const up = await alembic(python, backend, url, 'upgrade', 'head', '--sql');
        assert.equal(up.code, 0, up.stderr);
        assert.match(up.stdout, /Running upgrade 058 -> 059/u);
        const down = await alembic(python, backend, url, 'downgrade', 'head:base', '--sql');
        assert.equal(down.code, 0, down.stderr);
        assert.match(down.stdout, /DROP TYPE userrole/u);
      });

      it('carries data up and down', async () => {
        const url = await newDatabase();
        await withLoop(url, async (run) => {
          await run('upgrade', '010');
          await withClient(url, (client) => client.query(dataAt010));
          await run('upgrade', '021');
          await withClient(url, (client) => client.query(dataAt021));
          await run('upgrade', 'head');
          assert.deepEqual(await rows(url, stateAtHead), [
            {
              role: 'tenant_admin',
              sku: 'HM-100',
              quantity: 5,
              output: 'still_front',
              render_status: 'completed',
              width: '2048',
              storage_key: 'stills/front.png',
              part_count: 2,
              aliases: 'V2A',
              tenant: 'default',
              next_number: 1501,
            },
          ]);
          await run('downgrade', '010');
          assert.deepEqual(await rows(url, stateAt010), [
            { role: 'admin', product_code: 'HM-100', quantity: 5, width: 2048 },
          ]);
          await run('upgrade', 'head');
          await run('downgrade', 'base');
          assert.deepEqual(await schemaLines(url), []);
        });
      });

      it('takes the driver that the URL names', async () => {
        const url = await newDatabase();
        const driver = modern ? 'psycopg' : 'psycopg2';
        const named = url.replace('postgresql:', `postgresql+${driver}:`);
        for (const [command, revision] of [
          ['upgrade', 'head'],
          ['downgrade', 'base'],
        ] as const) {
          const { code, stderr } = await alembic(python, backend, named, command, revision);
          assert.equal(code, 0, stderr);
        }
        assert.deepEqual(await schemaLines(url), []);
      });
    });
  }
});
