import assert from 'node:assert/strict';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import { readEnv } from '../../../src/core/rules/env-facts.js';
import { Migrations } from '../../../src/core/rules/migrations.js';
import { transactionsOf } from '../../../src/core/rules/transactions.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

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

/** Revisions 1, 2, 3 … with these bodies; each builds on the one before, or on what is said. */
async function history(bodies: readonly string[], parents: readonly string[] = []) {
  const files = bodies.map((body, at) => {
    const id = String(at + 1);
    const parent = parents[at] ?? (at === 0 ? '' : String(at));
    const down = parent === '' ? 'None' : `'${parent}'`;
    const lines = body.split('\n').map((line) => `    ${line}\n`);
    const text = `from alembic import op\nrevision = '${id}'\ndown_revision = ${down}\n\ndef upgrade():\n${lines.join('')}`;
    return { file: `/project/${id}.py`, text, reading: readRevision(`/project/${id}.py`, text) };
  });
  const graph = buildGraph(project, files);
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return new Migrations(graph, texts, await loadSqlParser(), 15);
}

/** `3.0`: the first step of revision 3. */
async function together(
  bodies: readonly string[],
  of: string,
  { env = '', pending = ['1', '2', '3', '4'], parents = [] as readonly string[] } = {},
) {
  const migrations = await history(bodies, parents);
  const transactions = transactionsOf(migrations, new Set(pending), readEnv(env));
  const [id = '', at = ''] = of.split('.');
  const migration = migrations.get(id);
  const step = migration?.upgrade[Number(at)];
  assert.ok(migration && step);
  const subject = { migration, direction: 'upgrade', change: step.change } as const;
  const name = (placed: { migration: typeof migration; step: typeof step }) =>
    `${placed.migration.revision.revision}.${placed.migration.upgrade.findIndex(({ change }) => change === placed.step.change)}`;
  return {
    before: [...transactions.before(subject)].map(name),
    after: [...transactions.after(subject)].map(name),
    steps: [...transactions.before(subject)].map((placed) => placed.step),
  };
}

const sql = (text: string) => `op.execute("${text}")`;
const a = sql('ALTER TABLE t ADD a int');
const b = sql('ALTER TABLE t ADD b int');
const c = sql('ALTER TABLE t ADD c int');
const block = `with op.get_context().autocommit_block():`;

describe('transactions', () => {
  it('span the pending revisions of a default run', async () => {
    const { before, after } = await together([a, b, `${c}\n${a}`], '3.0');
    assert.deepEqual([before, after], [['2.0', '1.0'], ['3.1']]);
    const pending = ['2', '3'];
    assert.deepEqual((await together([a, b, c], '3.0', { pending })).before, ['2.0']);
  });

  it('end with the revision where env.py says so', async () => {
    for (const env of ['f(transaction_per_migration=True)', 'f(transactional_ddl=False)'])
      assert.deepEqual((await together([a, `${b}\n${c}`], '2.1', { env })).before, ['2.0']);
  });

  it('hold one statement where the engine commits by itself', async () => {
    const env = 'create_engine(url, isolation_level="AUTOCOMMIT")';
    const { before, after } = await together([a, `${b}\n${c}`], '2.0', { env });
    assert.deepEqual([before, after], [[], []]);
  });

  it('are parted by autocommit_block(), within which each string is alone', async () => {
    const body = `${a}\n${block}\n    ${b}\n    ${c}\n${a}`;
    assert.deepEqual((await together([a, body], '2.0')).before, ['1.0']);
    assert.deepEqual((await together([a, body], '2.1')).before, []);
    assert.deepEqual((await together([a, body], '2.2')).before, []);
    assert.deepEqual((await together([a, body], '2.3')).before, []);
    assert.deepEqual((await together([a, body, b], '3.0')).before, ['2.3']);
    const ending = `${a}\n${block}\n    ${b}`;
    assert.deepEqual((await together([a, ending, b], '3.0')).before, []);
    const two = `${block}\n    ${sql('ALTER TABLE t ADD x int; ALTER TABLE t ADD y int')}`;
    assert.deepEqual((await together([two], '1.1')).before, ['1.0']);
  });

  it('are left open after a COMMIT, until a BEGIN', async () => {
    const body = `${a}\n${sql('COMMIT')}\n${b}\n${c}\n${sql('BEGIN')}\n${a}\n${b}`;
    assert.deepEqual((await together([body], '1.1')).before, ['1.0']);
    assert.deepEqual((await together([body], '1.3')).before, []);
    assert.deepEqual((await together([body], '1.6')).before, ['1.5', '1.4']);
    const savepoint = `${a}\n${sql('SAVEPOINT s')}\n${b}`;
    assert.deepEqual((await together([savepoint], '1.2')).before, ['1.1', '1.0']);
  });

  it('span revisions only where nothing else can run between them', async () => {
    const parents = ['', '1', '1'];
    assert.deepEqual((await together([a, b, c], '3.0', { parents })).before, []);
    const pending = ['1', '3'];
    assert.deepEqual((await together([a, b, c], '3.0', { parents, pending })).before, ['1.0']);
  });

  it('come to an end in a history that goes in circles', async () => {
    const { before } = await together([a, b, c], '2.0', { parents: ['3', '1', '2'] });
    assert.ok(before.length <= 2);
  });

  it('do nothing to tables that they created themselves', async () => {
    const create = sql('CREATE TABLE t (id int PRIMARY KEY)');
    const relations = async (bodies: readonly string[], of: string, pending?: string[]) => {
      const { steps } = await together(bodies, of, pending ? { pending } : {});
      return steps.flatMap(({ effects }) => effects.relations.map((own) => own.relation.name));
    };
    assert.deepEqual(await relations([create, a, b], '3.0'), []);
    assert.deepEqual(await relations([create, a, b], '3.0', ['2', '3']), ['t']);
    const committed = `${create}\n${block}\n    ${c}`;
    assert.deepEqual(await relations([committed, a, b], '3.0'), ['t']);
  });
});
