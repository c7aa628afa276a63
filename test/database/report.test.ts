import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import { mustExec } from '../../scripts/toolchain/exec.js';
import {
  createDatabase,
  startPostgres,
  type PostgresServer,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { appliedFrom } from '../../src/core/graph/runs.js';
import { currentRows, currentText } from '../../src/core/report/migration-report-current.js';
import { loadProject } from '../../src/system/files/load-project.js';
import { writeProject } from '../support/alembic-project.js';
import { cli, type CliRun } from '../support/cli.js';
import type { CliResults } from '../support/cli-results.js';
import { assertJson } from '../support/json-schemas.js';
import { withClient } from './support/catalog.js';

/** Backfills one column rightly; the other one is computed by a function that nobody can judge. */
const backfill = `"""Add a name | and a \`hash\` <b>."""

from alembic import op
import sqlalchemy as sa

revision = "060"
down_revision = "059"


def upgrade():
    op.add_column("cad_files", sa.Column("label", sa.String(200), nullable=True))
    op.add_column("cad_files", sa.Column("mark", sa.String(200), nullable=True))
    op.execute("UPDATE cad_files SET label = original_name WHERE label IS NULL")
    op.execute("UPDATE cad_files SET mark = substr(random()::text, 1, 4) WHERE mark IS NULL")


def downgrade():
    op.drop_column("cad_files", "mark")
    op.drop_column("cad_files", "label")
`;

const foreignKey = `"""Link notes."""

from alembic import op
import sqlalchemy as sa

revision = "061"
down_revision = "060"


def upgrade():
    op.create_table(
        "cad_notes",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("cad_file_id", sa.dialects.postgresql.UUID(), nullable=False),
    )
    op.create_foreign_key(
        "fk_notes_file", "cad_notes", "cad_files", ["cad_file_id"], ["id"], ondelete="CASCADE"
    )
    op.create_index(
        "uq_label", "cad_files", ["label"], unique=True, postgresql_where=sa.text("label IS NOT NULL")
    )
    op.drop_column("cad_files", "mark")


def downgrade():
    op.add_column("cad_files", sa.Column("mark", sa.String(200), nullable=True))
    op.drop_index("uq_label", table_name="cad_files")
    op.drop_table("cad_notes")
`;

const files = `
INSERT INTO cad_files (id, tenant_id, original_name, file_path, file_size)
SELECT gen_random_uuid(), (SELECT id FROM tenants LIMIT 1), 'file ' || n, '/cad/' || n, n
FROM generate_series(1, 7) AS n`;

describe('the report on a database', function () {
  this.timeout(180_000);
  const variable = 'ALEMBIC_PILOT_TEST_REPORT';
  let server: PostgresServer;
  let folder: string;
  let python: PythonWithAlembic;
  let url: string;

  const run = (command: string, ...argv: string[]): Promise<CliRun> =>
    cli(command, folder, ...argv, '--database', variable, '--python', python.python);
  const report = async (...argv: string[]): Promise<CliResults['report']> => {
    const { stdout, stderr } = await run('report', ...argv, '--format', 'json');
    assert.notEqual(stdout, '', stderr);
    return assertJson('report', stdout);
  };
  const sql = (text: string) => withClient(url, (client) => client.query(text));
  const write = (name: string, text: string) =>
    writeFile(path.join(folder, 'backend/alembic/versions', name), text);
  const alembicCurrent = async (): Promise<string[]> => {
    const env = { ...process.env, DATABASE_URL: url };
    const cwd = path.join(folder, 'backend');
    const stdout = await mustExec(python.alembic, ['current'], { cwd, env });
    return stdout.trim().split('\n').filter(Boolean);
  };
  const shown = ({ current }: CliResults['report']) =>
    current.map(({ revision, labels }) => [revision, ...labels.map((l) => `(${l})`)].join(' '));

  before(async () => {
    python = await pythonWithAlembic();
    server = await startPostgres();
    ({ url } = await createDatabase(server));
    process.env[variable] = url;
    folder = await mkdtemp(path.join(tmpdir(), 'alembic-pilot-report-'));
    await copyExample(folder);
  });
  after(async () => {
    Reflect.deleteProperty(process.env, variable);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says of an empty database that nothing is applied and all is pending', async () => {
    const told = await report();
    assert.deepEqual([told.current, told.revisions, told.pending.length], [[], [], 59]);
    const { stdout } = await run('report');
    assert.match(stdout, /Nothing: no revision is applied\./u);
  });

  it('says what alembic current shows, and that the rows of 059 are there', async () => {
    assert.equal((await run('upgrade', '--yes')).code, 0);
    const told = await report();
    assert.deepEqual(shown(told), await alembicCurrent());
    assert.deepEqual(shown(told), ['059 (head)']);
    assert.deepEqual(told.pending, []);
    const [one] = told.revisions;
    assert.equal(one?.file, 'backend/alembic/versions/059_seed_top_global_position.py');
    assert.deepEqual(
      one.data.map(({ what, state, counts }) => ({ what, state, counts })),
      [
        {
          what: 'INSERT INTO global_render_positions',
          state: 'holds',
          counts: ['1 row found'],
        },
      ],
    );
    assert.deepEqual(one.attention, []);
  });

  it('counts what a backfill has filled, and cannot tell what it cannot', async () => {
    await sql(files);
    await write('060_add_label.py', backfill);
    assert.equal((await run('upgrade', '--yes')).code, 0);
    const [one] = (await report()).revisions;
    assert.deepEqual(
      one?.data.map(({ state, counts }) => [state, ...counts]),
      [
        ['holds', 'label is filled in 7 of 7 rows of cad_files, NULL in 0'],
        ['cannot tell', 'mark is filled in 7 of 7 rows of cad_files, NULL in 0'],
      ],
    );
  });

  it('sees rows that a backfill has not reached, and ends with 1', async () => {
    await sql("UPDATE cad_files SET label = NULL WHERE original_name IN ('file 1', 'file 2')");
    const ended = await run('report', '--format', 'json');
    assert.equal(ended.code, 1);
    const [one] = assertJson('report', ended.stdout).revisions;
    const [label] = one?.data ?? [];
    assert.equal(label?.state, 'fails');
    assert.match(label.verdict, /2 rows are left/u);
    assert.deepEqual(label.counts, ['label is filled in 5 of 7 rows of cad_files, NULL in 2']);
    const { stdout } = await run('report');
    assert.match(stdout, /✗ wrong .*2 rows are left.*filled in 5 of 7 rows/u);
    assert.match(stdout, /Add a name \\\| and a \\`hash\\` \\<b\\>/u);
    await sql('UPDATE cad_files SET label = original_name');
  });

  it('says of a pending revision that it is not applied, and what it will need', async () => {
    await write('061_link_notes.py', foreignKey);
    const told = await report('--revision', '060,061');
    assert.deepEqual(told.pending, ['061']);
    assert.deepEqual(shown(told), ['060']);
    assert.deepEqual(shown(told), await alembicCurrent());
    assert.deepEqual(
      told.revisions.map(({ revision, applied }) => [revision, applied]),
      [
        ['060', true],
        ['061', false],
      ],
    );
    const { stdout } = await run('report', '--revision', '061');
    assert.match(stdout, /revision `061`, \*\*not applied\*\*/u);
    assert.match(stdout, /What will need attention/u);
    assert.match(stdout, /Pending: `061`\./u);
  });

  it('names foreign keys, unique indexes and losses once they are applied', async () => {
    assert.equal((await run('upgrade', '--yes')).code, 0);
    const told = await report('--revision', '060,061');
    const [before, one] = told.revisions;
    assert.deepEqual(
      one?.attention.map(({ kind, what, note }) => [kind, what, note]),
      [
        [
          'foreign key',
          'foreign key fk_notes_file (cad_file_id) to cad_files (id) ON DELETE CASCADE on cad_notes',
          'deleting a row of cad_files deletes its rows of cad_notes',
        ],
        ['unique', 'unique index uq_label on cad_files (label) where label IS NOT NULL', ''],
        ['loss', 'drops the column cad_files.mark with its data', ''],
      ],
    );
    assert.ok(one.findings.some(({ rule }) => rule === 'drop-loses-data'));
    assert.equal(before?.data[1]?.state, 'superseded');
    assert.deepEqual(before.data[1].counts, []);
  });

  it('writes a file', async () => {
    const file = path.join(folder, 'report.md');
    const { stdout, stderr } = await run('report', '--output', file);
    assert.equal(stdout, '', stderr);
    const text = await readFile(file, 'utf8');
    assert.match(text, /^# Migration 061\n/u);
    assert.doesNotMatch(text, /undefined|NaN/u);
    const missing = await run('report', '--output', path.join(folder, 'none', 'report.md'));
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /cannot be written/u);
  });

  it('says when the version table names a revision that no file has', async () => {
    await sql("UPDATE alembic_version SET version_num = 'gone`1'");
    const { stdout, code } = await run('report');
    assert.equal(code, 0);
    assert.match(stdout, /``gone`1``, which no file has/u);
    await assert.rejects(alembicCurrent());
    await sql("UPDATE alembic_version SET version_num = '061'");
  });

  it('shows branches, merges and dependencies as alembic current does', async () => {
    const { url: own } = await createDatabase(server);
    const file = (id: string, down: string, more = '') =>
      `import sqlalchemy as sa\nfrom alembic import op\nrevision = '${id}'\ndown_revision = ${down}\n${more}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;
    const texts = {
      a1: file('a1', 'None'),
      b1: file('b1', "'a1'"),
      c1: file('c1', "'a1'"),
      m1: file('m1', "('b1', 'c1')"),
      x1: file('x1', 'None'),
      x2: file('x2', "'x1'"),
      y1: file('y1', 'None', "depends_on = 'x2'"),
    };
    const migrations = Object.entries(texts).map(([id, text]) => ({ id, text }));
    const written = writeProject({ url: own, migrations });
    try {
      const { graph } = await loadProject(written.project);
      await withClient(own, (client) =>
        client.query('CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)'),
      );
      const states = [['a1'], ['b1', 'c1'], ['m1'], ['b1', 'x1'], ['x2'], ['y1'], ['m1', 'y1'], []];
      for (const rows of states) {
        const values = rows.map((id) => `('${id}')`).join(', ');
        const insert = values === '' ? '' : `INSERT INTO alembic_version VALUES ${values}`;
        await withClient(own, (client) => client.query(`DELETE FROM alembic_version; ${insert}`));
        const said = await mustExec(python.alembic, ['current'], { cwd: written.folder });
        const { applied, unknown } = appliedFrom(graph, rows);
        assert.deepEqual(
          currentRows(graph, applied, unknown).map(currentText).sort(),
          said.trim().split('\n').filter(Boolean).sort(),
          rows.join(' '),
        );
      }
    } finally {
      written.remove();
    }
  });
});
