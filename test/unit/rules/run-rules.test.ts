import assert from 'node:assert/strict';
import { defaultConfiguration } from '../../../src/core/rules/configuration.js';
import { readEnv } from '../../../src/core/rules/env-facts.js';
import { Migrations } from '../../../src/core/rules/migrations.js';
import type { Migration, Rule } from '../../../src/core/rules/rule.js';
import { runRules } from '../../../src/core/rules/run-rules.js';
import { checkFiles } from '../../support/checked-files.js';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

const header = `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'r1'\ndown_revision = 'base'\n\n`;
const file = '/project/alembic/versions/r1.py';
const migration = (upgrade: string, downgrade: string) =>
  new Map([
    [file, `${header}def upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    ${downgrade}\n`],
  ]);

const rulesIn = ({ findings }: Awaited<ReturnType<typeof checkFiles>>) =>
  findings.map(({ rule, severity }) => `${rule} ${severity}`);

describe('running rules', () => {
  it('takes severities from the configuration before those of a case or a preset', async () => {
    const text = migration(
      `op.add_column('orders', sa.Column('x', sa.Integer(), sa.ForeignKey('users.id', ondelete='CASCADE')))`,
      `op.drop_column('orders', 'x')`,
    );
    const index = ['foreign-key-without-index', 'off'] as const;
    assert.deepEqual(
      rulesIn(await checkFiles(text, { ...defaultConfiguration, severities: new Map([index]) })),
      ['foreign-key-validated-at-once info'],
    );
    const severities = new Map([['foreign-key-validated-at-once', 'error'] as const, index]);
    assert.deepEqual(rulesIn(await checkFiles(text, { ...defaultConfiguration, severities })), [
      'foreign-key-validated-at-once error',
    ]);
    assert.deepEqual(
      rulesIn(await checkFiles(text, { ...defaultConfiguration, preset: 'off' })),
      [],
    );
  });

  it('minds locks in downgrade() only when told to', async () => {
    const text = migration(
      `op.execute("UPDATE orders SET note = 'x' WHERE id = 1")`,
      `op.create_index('ix_orders_note', 'orders', ['note'])`,
    );
    const found = async (checkDowngrade: boolean) =>
      rulesIn(await checkFiles(text, { ...defaultConfiguration, checkDowngrade }));
    assert.ok(!(await found(false)).includes('index-not-concurrent warning'));
    assert.ok((await found(true)).includes('index-not-concurrent warning'));
  });

  it('leaves out what is at or before the baseline', async () => {
    const text = migration(`op.drop_table('orders')`, 'pass');
    const found = await checkFiles(text, { ...defaultConfiguration, baseline: 'r1' });
    assert.deepEqual(found.findings, []);
  });

  it('knows of an engine that commits each statement by itself', async () => {
    const text = migration(
      `op.create_index('ix_orders_note', 'orders', ['note'], postgresql_concurrently=True)`,
      `op.drop_index('ix_orders_note', table_name='orders')`,
    );
    assert.deepEqual(rulesIn(await checkFiles(text)), ['concurrently-in-transaction error']);
    const env = `engine = create_engine(url, isolation_level="AUTOCOMMIT")\n`;
    assert.deepEqual(rulesIn(await checkFiles(text, defaultConfiguration, env)), []);
  });

  it('reads env.py without being fooled by comments and other levels', () => {
    assert.equal(readEnv('# isolation_level="AUTOCOMMIT"').autocommit, false);
    assert.equal(readEnv('f(isolation_level="SERIALIZABLE")').autocommit, false);
    assert.equal(readEnv('options = {"isolation_level": "AUTOCOMMIT"}').autocommit, true);
    assert.equal(readEnv('f(isolation_level=level)').autocommit, true);
  });

  it('reports a rule that fails, and loses none of the others', async () => {
    const base = { title: 't', category: 'alembic', severity: 'error', on: 'revision' } as const;
    const rules: Rule[] = [
      {
        ...base,
        id: 'breaks',
        check: () => {
          throw new Error('no luck');
        },
      },
      {
        ...base,
        id: 'works',
        check: ({ revision }: Migration) => [
          { at: revision.places.revision, message: 'seen', help: '' },
          { at: revision.places.revision, message: 'seen', help: '' },
        ],
      },
    ];
    const text = `revision = 'r1'\ndown_revision = None\n`;
    const loaded = { file, text, reading: readRevision(file, text) };
    const project = {
      config: '/project/alembic.ini',
      kind: 'ini',
      directory: '/project',
      scriptLocation: '/project/alembic',
      versionLocations: [],
      recursive: false,
      sourceless: false,
      fileTemplate: '',
      truncateSlugLength: 40,
      prependSysPath: [],
      warnings: [],
    } as const;
    const graph = buildGraph(project, [loaded]);
    const migrations = new Migrations(graph, new Map([[file, text]]), await loadSqlParser(), 14);
    const context = { env: readEnv(''), rowsOf: () => undefined, outside: {} };
    const findings = runRules({
      rules,
      project,
      migrations,
      selected: ['r1'],
      configuration: defaultConfiguration,
      context,
    });
    assert.deepEqual(
      findings.map(({ rule, severity, message }) => [rule, severity, message]),
      [
        ['breaks', 'warning', 'The rule breaks failed here and could not be checked: no luck.'],
        ['works', 'error', 'seen'],
      ],
    );
  });
});
