import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import { startPostgres, type PostgresServer } from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { runMigrations } from '../../src/actions/run-migrations.js';
import type { ActionContext, DatabaseChoice } from '../../src/actions/types.js';
import { loadProjects } from '../../src/system/files/load-project.js';
import { detectRunners } from '../../src/system/runners/choose-runner.js';

/** What an Apply leaves in the log channel of the editor and on the terminal of the command line. */
describe('the log of an Apply', function () {
  this.timeout(180_000);
  let server: PostgresServer;
  let folder: string;
  let interpreter: string;
  const outer = process.env['DATABASE_URL'];

  before(async () => {
    interpreter = (await pythonWithAlembic()).python;
    server = await startPostgres();
    assert.notEqual(server.password, '');
    folder = await mkdtemp(path.join(tmpdir(), 'alembic-pilot-log-'));
    await copyExample(folder);
    // A project that tells its secrets to everybody.
    const file = path.join(folder, 'backend', 'alembic', 'versions', '060_talks.py');
    await writeFile(
      file,
      `import os
from alembic import op
revision = "060"
down_revision = "059"
def upgrade():
    print("connecting to", os.environ["DATABASE_URL"])
    print("the password =", "${server.password}")
    op.execute("SELECT 'password=${server.password}'")
def downgrade():
    pass
`,
    );
    process.env['DATABASE_URL'] = server.url;
  });
  after(async () => {
    if (outer === undefined) Reflect.deleteProperty(process.env, 'DATABASE_URL');
    else process.env['DATABASE_URL'] = outer;
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function log(database: DatabaseChoice, revision: string): Promise<string> {
    const [loaded] = await loadProjects(folder);
    assert.ok(loaded);
    const [runner] = await detectRunners(loaded.project, folder, { interpreter });
    assert.ok(runner);
    const context: ActionContext = { ...loaded, runner, database };
    const lines: string[] = [];
    const result = await runMigrations(
      context,
      { do: 'upgrade', revision },
      {
        confirm: () => Promise.resolve(true),
        progress: () => undefined,
        log: (line) => lines.push(line),
        signal: AbortSignal.timeout(120_000),
      },
    );
    assert.equal(result.outcome, 'done', result.failure?.cause);
    return lines.join('\n');
  }

  for (const [index, kind] of (['project', 'connection'] as const).entries()) {
    it(`has the command line, every step, and no password (${kind})`, async () => {
      const database: DatabaseChoice = kind === 'project' ? { kind } : { kind, ...server };
      const [first, last] = index === 0 ? [1, 58] : [59, 60];
      const text = await log(database, String(last).padStart(3, '0'));
      assert.match(
        text,
        new RegExp(`^\\$ .*alembic upgrade ${String(last).padStart(3, '0')}$`, 'mu'),
      );
      for (let step = first; step <= last; step += 1)
        assert.match(text, new RegExp(`^Applying ${String(step).padStart(3, '0')}$`, 'mu'));
      assert.match(text, new RegExp(`^done: ${last - first + 1} of ${last - first + 1} `, 'mu'));
      assert.ok(!text.includes(server.password), 'the password is in the log');
      if (last === 60) assert.match(text, /connecting to .*:\*\*\*@/u);
    });
  }
});
