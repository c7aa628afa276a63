import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  startPostgres,
  type PostgresServer,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { cli, type CliRun } from '../support/cli.js';
import type { CliResults, RowJson } from '../support/cli-results.js';
import { assertJson } from '../support/json-schemas.js';
import { schemaLines, withClient } from './support/catalog.js';

const migration = `"""Add step hash and usd master."""

from alembic import op
import sqlalchemy as sa

revision = "060"
down_revision = "059"


def upgrade():
    op.add_column("cad_files", sa.Column("step_hash", sa.String(64), nullable=True))
    op.create_index("ix_cad_files_step_hash", "cad_files", ["step_hash"])
    op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'usd_master'")


def downgrade():
    op.drop_index("ix_cad_files_step_hash", table_name="cad_files")
    op.drop_column("cad_files", "step_hash")
`;

const fails = ({ state }: RowJson): boolean => state === 'fails';

describe('the command line on a database', function () {
  this.timeout(180_000);
  const variable = 'ALEMBIC_PILOT_TEST_DATABASE';
  let server: PostgresServer;
  let folder: string;
  let python: string;
  let url: string;

  const run = (command: string, ...argv: string[]): Promise<CliRun> =>
    cli(command, ...argv, '--database', variable, '--python', python);
  const json = async <K extends keyof CliResults>(
    schema: K,
    command: string,
    ...argv: string[]
  ): Promise<CliResults[K]> => {
    const { stdout, stderr } = await run(command, ...argv, '--format', 'json');
    assert.notEqual(stdout, '', stderr);
    return assertJson(schema, stdout);
  };

  before(async () => {
    ({ python } = await pythonWithAlembic());
    server = await startPostgres();
    ({ url } = await createDatabase(server));
    process.env[variable] = url;
    folder = await mkdtemp(path.join(tmpdir(), 'alembic-pilot-cli-'));
    await copyExample(folder);
  });
  after(async () => {
    Reflect.deleteProperty(process.env, variable);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('applies a whole history and verifies every revision of it', async () => {
    const result = await json('run', 'upgrade', folder, '--yes');
    assert.equal(result.outcome, 'done');
    assert.equal(result.ran.length, 59);
    assert.deepEqual(result.current, ['059']);
    const rows = result.verifications.flatMap((one) => one.rows);
    const count = (state: string): number => rows.filter((row) => row.state === state).length;
    console.log(
      `      59 revisions: ${['holds', 'superseded', 'cannot tell', 'fails'].map((s) => `${count(s)} ${s}`).join(', ')}`,
    );
    assert.equal(count('fails'), 0, JSON.stringify(rows.filter(fails)));
  });

  it('finds nothing to do at head', async () => {
    assert.equal((await json('run', 'upgrade', folder, '--yes')).outcome, 'nothing to do');
  });

  it('plans, wants --yes, applies, verifies, sees what was broken, rolls back', async () => {
    const file = path.join(folder, 'backend/alembic/versions/060_add_step_hash.py');
    await writeFile(file, migration);
    const before = await schemaLines(url);

    const planned = await json('run', 'upgrade', folder, '--dry-run');
    assert.deepEqual(planned.command?.slice(1), ['upgrade', 'head']);
    assert.deepEqual([planned.outcome, planned.revisions], ['planned', ['060']]);
    const refused = await run('upgrade', folder);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /--yes/u);
    assert.deepEqual(await schemaLines(url), before);

    const applied = await json('run', 'upgrade', folder, '--yes');
    assert.deepEqual([applied.outcome, applied.ran, applied.current], ['done', ['060'], ['060']]);
    assert.deepEqual(
      applied.verifications[0]?.rows.map(({ state }) => state),
      ['holds', 'holds', 'holds', 'holds'],
    );

    const status = await json('status', 'status', folder);
    assert.deepEqual(status.projects[0]?.current, ['060']);
    assert.deepEqual(status.projects[0].pending, []);
    const described = await json('describe', 'describe', 'cad_files', folder);
    assert.match(described.text, /step_hash +\| character varying\(64\)/u);

    await withClient(url, (client) => client.query('DROP INDEX ix_cad_files_step_hash'));
    const { code, stdout } = await run('verify', folder, '--format', 'json');
    assert.equal(code, 1);
    const { verifications } = assertJson('verify', stdout);
    const failed = verifications[0]?.rows.filter(fails) ?? [];
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.expectation ?? '', /ix_cad_files_step_hash/u);
    assert.equal(failed[0]?.line, 12);
    await withClient(url, (client) =>
      client.query('CREATE INDEX ix_cad_files_step_hash ON cad_files (step_hash)'),
    );

    const undone = await json('run', 'downgrade', folder, '--revision', '060', '--yes');
    assert.deepEqual([undone.outcome, undone.ran, undone.current], ['done', ['060'], ['059']]);
    assert.ok(undone.warnings.some((text) => text.includes('cad_files.step_hash')));
    const lasting = (lines: readonly string[]): string[] =>
      lines.filter((line) => !line.includes('usd_master') && !line.includes('mediaassettype'));
    assert.deepEqual(lasting(await schemaLines(url)), lasting(before));
  });

  it('says where the database is after a migration that failed half-way', async () => {
    const file = path.join(folder, 'backend/alembic/versions/060_add_step_hash.py');
    await writeFile(
      file,
      migration.replace('"cad_files", ["step_hash"]', '"no_such_table", ["x"]'),
    );
    const failed = await run('upgrade', folder, '--yes', '--format', 'json');
    assert.equal(failed.code, 1);
    const result = assertJson('run', failed.stdout);
    assert.equal(result.outcome, 'failed');
    assert.deepEqual([result.ran, result.current], [[], ['059']]);
    assert.match(JSON.stringify(result.failure), /no_such_table/u);
    await rm(file);
  });

  it('refuses a run on a database whose revision no file has', async () => {
    await withClient(url, (client) =>
      client.query("UPDATE alembic_version SET version_num='gone'"),
    );
    const status = await json('status', 'status', folder);
    assert.deepEqual(status.projects[0]?.unknown, ['gone']);
    const { code, stderr } = await run('upgrade', folder, '--yes');
    assert.equal(code, 1);
    assert.match(stderr, /gone/u);
    assert.match(stderr, /stamp/u);
    await withClient(url, (client) => client.query("UPDATE alembic_version SET version_num='059'"));
  });

  it('goes back to base', async () => {
    const result = await json('run', 'downgrade', folder, '--to', 'base', '--yes');
    assert.equal(result.outcome, 'done');
    assert.equal(result.ran.length, 59);
    assert.deepEqual(result.current, []);
    const failed = result.verifications.flatMap(({ rows }) => rows.filter(fails));
    assert.deepEqual(failed, []);
  });
});
