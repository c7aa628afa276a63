import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActionError } from '../../../src/actions/action-error.js';
import { planRun, type RunIntent } from '../../../src/actions/plan-run.js';
import { appliedFrom } from '../../../src/core/graph/runs.js';
import { loadProjects } from '../../../src/system/files/load-project.js';
import { localRunner } from '../../../src/system/runners/local.js';

describe('the plan of a run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-plan-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('names the configuration once', async () => {
    mkdirSync(path.join(folder, 'migrations', 'versions'), { recursive: true });
    writeFileSync(
      path.join(folder, 'billing.ini'),
      '[billing]\nscript_location = %(here)s/migrations\n',
    );
    writeFileSync(path.join(folder, 'migrations', 'env.py'), '');
    writeFileSync(
      path.join(folder, 'migrations', 'versions', '001_a.py'),
      'revision = "001"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n',
    );
    const plan = await planned(folder, { do: 'upgrade', revision: undefined });
    assert.deepEqual(plan.revisions, ['001']);
    assert.deepEqual(plan.command.args.slice(-6), [
      '-c',
      'billing.ini',
      '-n',
      'billing',
      'upgrade',
      'head',
    ]);
    assert.equal(plan.command.args.filter((argument) => argument === '-c').length, 1);
  });

  it('is refused where Alembic would fail at a file, and says at which', async () => {
    const orphan = path.join(folder, 'migrations', 'versions', '003_c.py');
    writeFileSync(orphan, 'revision = "003"\ndown_revision = "002"\n');
    for (const revision of [undefined, '001'])
      await assert.rejects(
        planned(folder, { do: 'upgrade', revision }),
        (error) =>
          error instanceof ActionError &&
          error.message.startsWith('Alembic would fail: parent missing. down_revision of 003') &&
          error.failure.problem?.file === realpathSync(orphan),
      );
    await assert.rejects(planned(folder, { do: 'roll back', revision: '001' }), ActionError);
    const config = path.join(folder, 'billing.ini');
    const more = 'version_locations = %(here)s/migrations/versions installed_package:versions\n';
    writeFileSync(config, `${readFileSync(config, 'utf8')}${more}`);
    const plan = await planned(folder, { do: 'upgrade', revision: '001' });
    assert.deepEqual(plan.revisions, ['001'], 'the parent may be in that package');
  });
});

/** The plan of an intent for the project in a folder, of which nothing is applied. */
async function planned(folder: string, intent: RunIntent) {
  const [loaded] = await loadProjects(folder);
  assert.ok(loaded);
  const { project, graph } = loaded;
  const runner = localRunner(project, '/usr/bin/python3', folder, 'It is set.');
  const identity = {
    database: 'app',
    host: 'localhost',
    user: 'app',
    systemIdentifier: undefined,
    serverVersion: 180000,
  };
  const state = { identity, current: [], ...appliedFrom(graph, []) };
  const context = { project, graph, runner, database: { kind: 'project' } } as const;
  return planRun(context, state, intent);
}
