import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { expectationsAfterRollBack, expectationsOf } from '../../src/core/schema/expectations.js';
import type { SqlParser } from '../../src/core/sql/sql-parser.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
import { AlembicLoop } from './support/alembic.js';
import { withClient } from './support/catalog.js';
import {
  changesOfText,
  lineOf,
  type MigrationChanges,
  readMigrations,
  verdictsOf,
} from './support/verification.js';

/** Every common pattern in one revision, the newest of a copy of the example. */
const patterns = `
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '060'
down_revision = '059'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'usd_master'")
    op.create_table(
        'parents',
        sa.Column('id', postgresql.UUID(as_uuid=True), server_default=sa.text('gen_random_uuid()'), primary_key=True),
        sa.Column('code', sa.String(20), nullable=False, unique=True),
        sa.CheckConstraint("code <> ''", name='ck_parents_code'),
    )
    op.add_column('cad_files', sa.Column('step_hash', sa.String(64), nullable=True))
    op.add_column('cad_files', sa.Column('is_active', sa.Boolean(), nullable=False, server_default='true'))
    op.add_column('cad_files', sa.Column('resolved', postgresql.JSONB(), nullable=True))
    op.add_column('cad_files', sa.Column(
        'parent_id', postgresql.UUID(as_uuid=True),
        sa.ForeignKey('parents.id', ondelete='CASCADE'),
        nullable=True,
    ))
    op.create_index('uq_cad_files_step_hash', 'cad_files', ['step_hash'],
                    unique=True, postgresql_where=sa.text("step_hash IS NOT NULL AND step_hash NOT IN ('x', 'y')"))
    op.create_index('ix_cad_files_resolved', 'cad_files', ['resolved'], postgresql_using='gin')
    op.execute("CREATE TYPE stage AS ENUM ('draft', 'final')")
    op.execute("CREATE VIEW stages AS SELECT id FROM cad_files")
    op.execute("""
        UPDATE system_settings
        SET key = 'scene_linear_deflection'
        WHERE key = 'gltf_production_linear_deflection'
    """)
    op.execute("UPDATE cad_files SET step_hash = id::text WHERE step_hash IS NULL")


def downgrade():
    op.execute("UPDATE system_settings SET key = 'gltf_production_linear_deflection' WHERE key = 'scene_linear_deflection'")
    op.execute("DROP VIEW stages")
    op.execute("DROP TYPE stage")
    op.drop_index('ix_cad_files_resolved', table_name='cad_files')
    op.drop_index('uq_cad_files_step_hash', table_name='cad_files')
    op.drop_column('cad_files', 'parent_id')
    op.drop_column('cad_files', 'resolved')
    op.drop_column('cad_files', 'is_active')
    op.drop_column('cad_files', 'step_hash')
    op.drop_table('parents')
`;

const file = `INSERT INTO cad_files (original_name, file_path, file_size, tenant_id)
SELECT 'a.step', '/a.step', 1, id FROM tenants LIMIT 1`;

/** What somebody did to the database afterwards, and the verdicts that must then fail, and no other. */
const mutations: readonly (readonly [sql: string, ...lines: RegExp[]])[] = [
  ['SELECT 1'],
  [
    'ALTER TABLE cad_files DROP COLUMN step_hash',
    /^column cad_files\.step_hash character varying\(64\) NULL — fails: there is no such column$/,
    /^unique index uq_cad_files_step_hash .* — fails: there is no such index$/,
  ],
  [
    'ALTER TABLE cad_files ALTER step_hash TYPE varchar(65)',
    /step_hash.* — fails: its type is character varying\(65\)$/,
  ],
  ['ALTER TABLE cad_files ALTER is_active DROP NOT NULL', /is_active.* — fails: it is NULL$/],
  ['ALTER TABLE cad_files ALTER step_hash SET NOT NULL', /step_hash.* — fails: it is NOT NULL$/],
  [
    'ALTER TABLE cad_files ALTER is_active SET DEFAULT false',
    /is_active boolean NOT NULL DEFAULT 'true' — fails: its default is false$/,
  ],
  ['ALTER TABLE cad_files ALTER is_active DROP DEFAULT', /is_active.* — fails: it has no default$/],
  [
    'ALTER TABLE parents ALTER id SET DEFAULT uuid_nil()',
    /parents\.id.* — fails: its default is uuid_nil\(\)$/,
  ],
  [
    `ALTER TABLE cad_files DROP CONSTRAINT cad_files_parent_id_fkey;
     ALTER TABLE cad_files ADD FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE SET NULL`,
    /^foreign key \(parent_id\) to parents \(id\) ON DELETE CASCADE on cad_files — fails: .*SET NULL/,
  ],
  [
    'ALTER TABLE cad_files DROP CONSTRAINT cad_files_parent_id_fkey',
    /^foreign key.* — fails: there is no such constraint$/,
  ],
  [
    `ALTER TABLE cad_files DROP CONSTRAINT cad_files_parent_id_fkey;
     ALTER TABLE cad_files ADD FOREIGN KEY (parent_id) REFERENCES parents(id) ON DELETE CASCADE NOT VALID`,
    /^foreign key.* — fails: .*NOT VALID/,
  ],
  [
    `DROP INDEX uq_cad_files_step_hash;
     CREATE UNIQUE INDEX uq_cad_files_step_hash ON cad_files (step_hash) WHERE step_hash IS NULL`,
    /^unique index.* — fails: its WHERE is \(step_hash IS NULL\)$/,
  ],
  [
    `DROP INDEX uq_cad_files_step_hash;
     CREATE UNIQUE INDEX uq_cad_files_step_hash ON cad_files (step_hash)`,
    /^unique index.* — fails: it is not partial: it has no WHERE$/,
  ],
  [
    `DROP INDEX uq_cad_files_step_hash;
     CREATE INDEX uq_cad_files_step_hash ON cad_files (step_hash)
     WHERE step_hash IS NOT NULL AND step_hash NOT IN ('x', 'y')`,
    /^unique index.* — fails: it is not unique$/,
  ],
  [
    `DROP INDEX uq_cad_files_step_hash;
     CREATE UNIQUE INDEX uq_cad_files_step_hash ON cad_files (original_name)
     WHERE step_hash IS NOT NULL AND step_hash NOT IN ('x', 'y')`,
    /^unique index.* — fails: it is on \(original_name\)$/,
  ],
  [
    `DROP INDEX ix_cad_files_resolved; CREATE INDEX ix_cad_files_resolved ON cad_files (resolved)`,
    /^index ix_cad_files_resolved on cad_files using gin \(resolved\) — fails: its method is btree$/,
  ],
  [
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'uq_cad_files_step_hash'::regclass`,
    /^unique index.* — fails: it is INVALID$/,
  ],
  [
    `ALTER TABLE parents DROP CONSTRAINT parents_code_key`,
    /^unique constraint \(code\) on parents — fails: there is no such constraint$/,
  ],
  [
    `ALTER TABLE parents DROP CONSTRAINT ck_parents_code;
     ALTER TABLE parents ADD CONSTRAINT ck_parents_code CHECK (length(code) > 3)`,
    /^check constraint ck_parents_code .* — fails: it is CHECK/,
  ],
  [
    `ALTER TABLE cad_files DROP CONSTRAINT cad_files_parent_id_fkey;
     ALTER TABLE parents DROP CONSTRAINT parents_pkey`,
    /^primary key \(id\) on parents — fails: there is no such constraint$/,
    /^foreign key \(parent_id\).* — fails: there is no such constraint$/,
  ],
  [
    `ALTER TYPE mediaassettype RENAME VALUE 'usd_master' TO 'usd'`,
    /^label usd_master of enum mediaassettype — fails: it is not there; its labels are .*, usd$/,
  ],
  [
    `ALTER TYPE stage RENAME VALUE 'draft' TO 'sketch'`,
    /^enum type stage \(draft, final\) — fails: it lacks draft; its labels are sketch, final$/,
  ],
  ['DROP VIEW stages', /^view stages — fails: it is not there$/],
  [
    `INSERT INTO system_settings (key, value) VALUES ('gltf_production_linear_deflection', '1')`,
    /^backfill of system_settings\.key: no row left with key = .* — fails: 1 row is left$/,
  ],
  [
    file,
    /^backfill of cad_files\.step_hash: no row left with step_hash IS NULL — fails: 1 row is left$/,
  ],
  [
    'ALTER TABLE cad_files RENAME TO files',
    /^column cad_files\.step_hash .* — fails: there is no table cad_files$/,
    /^column cad_files\.is_active .* — fails: there is no table cad_files$/,
    /^column cad_files\.resolved .* — fails: there is no table cad_files$/,
    /^column cad_files\.parent_id .* — fails: there is no table cad_files$/,
    /^foreign key .* — fails: there is no table cad_files$/,
    /^unique index .* — fails: there is no table cad_files$/,
    /^index ix_cad_files_resolved .* — fails: there is no table cad_files$/,
  ],
];

describe('verification', () => {
  let server: PostgresServer;
  let sql: SqlParser;
  let folder: string;
  let template: DatabaseAddress;
  let migration: MigrationChanges;
  let steps: AlembicLoop;

  before(async () => {
    const python = await pythonWithAlembic();
    server = await startPostgres(18);
    sql = await loadSqlParser();
    folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-verify-'));
    await copyExample(folder);
    await writeFile(join(folder, 'backend/alembic/versions/060_patterns.py'), patterns);
    migration = changesOfText('060', patterns, sql);
    template = await createDatabase(server);
    steps = new AlembicLoop(python, join(folder, 'backend'), template.url);
    await steps.run('upgrade', '059');
    await withClient(template.url, async (client) => {
      await client.query('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"');
      await client.query(file);
    });
    await steps.run('upgrade', '060');
    await steps.end();
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The database as 060 left it, for one test; PostgreSQL copies it. */
  async function copy(): Promise<DatabaseAddress> {
    const database = `copy_${Math.random().toString(36).slice(2)}`;
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${template.database}`);
    await client.end();
    return { ...template, database, url: template.url.replace(template.database, database) };
  }

  for (const [mutation, ...expected] of mutations) {
    it(`after ${mutation.replace(/\s+/g, ' ').slice(0, 90)}`, async () => {
      const address = await copy();
      await withClient(address.url, (client) => client.query(mutation));
      const session = pgSession(address);
      const verdicts = await verdictsOf(session, expectationsOf(migration.upgrade), sql);
      await session.close();
      const failed = verdicts.filter(({ state }) => state === 'fails').map(lineOf);
      assert.equal(failed.length, expected.length, failed.join('\n'));
      expected.forEach((pattern, index) => {
        assert.match(failed[index] ?? '', pattern);
      });
      if (mutation === 'SELECT 1')
        assert.deepEqual(verdicts.filter(({ state }) => state !== 'holds').map(lineOf), []);
    });
  }

  it('says what a roll back left behind, and that the rest is gone', async () => {
    const address = await copy();
    const python = await pythonWithAlembic();
    const again = new AlembicLoop(python, join(folder, 'backend'), address.url);
    await again.run('downgrade', '059');
    await again.end();
    const session = pgSession(address);
    const expectations = expectationsAfterRollBack(migration.upgrade, migration.downgrade);
    const fine = await verdictsOf(session, expectations, sql);
    assert.deepEqual(fine.filter(({ state }) => state !== 'holds').map(lineOf), []);
    await withClient(address.url, (client) =>
      client.query('ALTER TABLE cad_files ADD resolved jsonb; CREATE TABLE parents ()'),
    );
    const wrong = await verdictsOf(session, expectations, sql);
    assert.deepEqual(wrong.filter(({ state }) => state === 'fails').map(lineOf), [
      'no column cad_files.resolved — fails: it is still there: jsonb',
      'no table parents — fails: it is still there',
    ]);
    await session.close();
  });

  it('names what downgrade() forgets', async () => {
    const forgetful = { ...migration, downgrade: migration.downgrade.slice(0, 1) };
    const session = pgSession(await copy());
    const expectations = expectationsAfterRollBack(forgetful.upgrade, forgetful.downgrade);
    const lines = (await verdictsOf(session, expectations, sql)).map(lineOf);
    await session.close();
    assert.ok(
      lines.includes('no table parents — fails: it is still there; downgrade() leaves it'),
      lines.join('\n'),
    );
    assert.ok(
      lines.includes(
        'no column cad_files.step_hash — fails: it is still there: character varying(64); downgrade() leaves it',
      ),
    );
  });

  it('tells by which later revision an older one was superseded', async () => {
    const address = await copy();
    const migrations = await readMigrations(join(folder, 'backend/alembic/versions'), sql);
    const at = (number: string) => migrations.findIndex(({ revision }) => revision === number);
    const session = pgSession(address);
    const verify = async (number: string) => {
      const later = migrations
        .slice(at(number) + 1)
        .map(({ revision, upgrade }) => ({ revision, changes: upgrade }));
      const upgrade = migrations[at(number)]?.upgrade ?? [];
      return (await verdictsOf(session, expectationsOf(upgrade, later), sql)).map(lineOf);
    };
    const products = await verify('002');
    // 021 renames product_code to sku: looked for under the new name.
    assert.ok(
      products.some((line) => /^column products\.sku .* — holds$/.test(line)),
      products.join('\n'),
    );
    const media = await verify('012');
    assert.ok(
      media.some((line) => /^enum type mediaassettype .* — superseded: by 022$/.test(line)),
      media.join('\n'),
    );
    await session.close();
  });
});
