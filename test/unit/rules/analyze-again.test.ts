import assert from 'node:assert/strict';
import { analyze, type ProjectAnalysis } from '../../../src/core/analyze.js';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { liveHistory, type LiveHistory } from '../../../src/core/live-history.js';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import { defaultConfiguration } from '../../../src/core/rules/configuration.js';
import { OpenTexts } from '../../../src/core/rules/open-texts.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

const project = {
  config: '/project/alembic.ini',
  kind: 'ini',
  directory: '/project',
  scriptLocation: '/project/alembic',
  versionLocations: ['/project/alembic/versions'],
  recursive: false,
  sourceless: false,
  fileTemplate: '%(rev)s',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
} as const;

const fileOf = (id: string) => `/project/alembic/versions/${id}_m.py`;

function migration(id: string, down: string | undefined, up: string, downgrade: string): string {
  return `"""m ${id}

Revision ID: ${id}
Revises: ${down ?? ''}
"""
import sqlalchemy as sa
from alembic import op

revision = '${id}'
down_revision = ${down === undefined ? 'None' : `'${down}'`}
branch_labels = None
depends_on = None


def upgrade() -> None:
${up.replace(/^/gmu, '    ')}


def downgrade() -> None:
${downgrade.replace(/^/gmu, '    ')}
`;
}

const texts = new Map([
  [
    fileOf('001'),
    migration(
      '001',
      undefined,
      `op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('note', sa.Text()))
op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))`,
      `op.drop_table('users')\nop.drop_table('orders')`,
    ),
  ],
  [
    fileOf('002'),
    migration(
      '002',
      '001',
      `op.add_column('orders', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id'), nullable=False))
op.execute("""
    UPDATE orders SET note = 'é😀';
    CREATE INDEX ix_orders_note ON orders (note);
    ALTER TABLE orders ALTER COLUMN note SET NOT NULL
""")
with op.batch_alter_table('orders') as batch_op:
    batch_op.add_column(sa.Column('b', sa.Text(), server_default='x'))`,
      `op.drop_column('orders', 'b')\nop.execute('DROP INDEX ix_orders_note')\nop.drop_column('orders', 'user_id')`,
    ),
  ],
  [
    fileOf('003'),
    migration(
      '003',
      '002',
      `op.create_index('ix_b', 'orders', ['b'])\nop.drop_column('orders', 'note')`,
      `op.add_column('orders', sa.Column('note', sa.Text()))\nop.drop_index('ix_b', 'orders')`,
    ),
  ],
]);
const files = [...texts].map(([file, text]) => ({ file, text, reading: readRevision(file, text) }));
const loaded = { project, graph: buildGraph(project, files), files };

/** Numbers from 0 to 1 that are the same in every run. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

const pieces = [
  '',
  '',
  'x',
  ' ',
  "'",
  '(',
  ')',
  '\n',
  '#',
  'nullable=True',
  '    pass\n',
  '"""',
  ';',
];

describe('analysing again', () => {
  let sql: SqlParser;
  before(async () => {
    sql = await loadSqlParser();
  });

  const findingsOf = (
    open: ReadonlyMap<string, string>,
    live: LiveHistory,
    previous?: ProjectAnalysis,
  ): ProjectAnalysis =>
    analyze(
      {
        project,
        graph: live.graph,
        texts: new OpenTexts(texts, open),
        sql,
        configuration: defaultConfiguration,
        selected: ['001', '002', '003'],
      },
      previous,
    );

  it('finds after any edits what a first analysis finds', function () {
    this.timeout(60_000);
    const numbers = random(4711);
    const next = (below: number) => Math.floor(numbers.next().value * below);
    const names = [...texts.keys()];
    const open = new Map<string, string>();
    let live: LiveHistory | undefined;
    let previous: ProjectAnalysis | undefined;
    let found = 0;
    for (let round = 0; round < 150; round++) {
      const file = names[next(names.length)] ?? '';
      const text = open.get(file) ?? texts.get(file) ?? '';
      const at = next(text.length + 1);
      const piece = pieces[next(pieces.length)] ?? '';
      const after = text.slice(0, at) + piece + text.slice(at + next(4));
      if (round % 10 === 9) open.delete(file);
      else open.set(file, after);
      live = liveHistory(loaded, open, true, live);
      previous = findingsOf(open, live, previous);
      const fresh = findingsOf(open, liveHistory(loaded, open, true));
      assert.deepEqual(
        previous.findings,
        fresh.findings,
        `round ${round}: ${JSON.stringify(piece)} at ${at} of ${file}\n${after}`,
      );
      assert.deepEqual(previous.coverage, fresh.coverage);
      found += fresh.findings.length;
    }
    assert.ok(found > 150, `only ${found} findings`);
  });

  it('keeps the graph while only bodies are typed in, and makes another for identities', () => {
    const file = fileOf('003');
    const text = texts.get(file) ?? '';
    const body = liveHistory(loaded, new Map([[file, text.replace("['b']", "['note']")]]), false);
    assert.equal(body.graph, loaded.graph);
    const head = new Map([[file, text.replace("= '002'", "= '001'")]]);
    const moved = liveHistory(loaded, head, false, body);
    assert.deepEqual(moved.graph.heads, ['002', '003']);
    assert.equal(liveHistory(loaded, new Map(head), false, moved).graph, moved.graph);
    assert.deepEqual(loaded.graph.heads, ['003']);
  });

  it('says that an open file is no Python when asked to prove it', () => {
    const file = fileOf('003');
    const open = new Map([[file, (texts.get(file) ?? '').replace("['b']", "['b'")]]);
    assert.deepEqual(liveHistory(loaded, open, false).graph.problems, []);
    const proved = liveHistory(loaded, open, true);
    assert.deepEqual(
      proved.graph.problems.map(({ rule }) => rule),
      ['python-syntax-error'],
    );
    const typed = new Map([[file, `${open.get(file) ?? ''}# more`]]);
    assert.equal(liveHistory(loaded, typed, false, proved).graph, proved.graph);
  });

  it('checks only the part that it is asked for', () => {
    const live = liveHistory(loaded, new Map(), false);
    const part = { revisions: ['003'], history: false };
    const input = { project, graph: live.graph, texts, sql, configuration: defaultConfiguration };
    const selected = ['001', '002', '003'];
    const all = analyze({ ...input, selected });
    const some = analyze({ ...input, selected, part }, all);
    assert.deepEqual(
      some.findings,
      all.findings.filter(({ revision }) => revision === '003'),
    );
    assert.deepEqual([...some.readings.keys()], ['003']);
  });
});
