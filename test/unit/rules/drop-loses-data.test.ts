import assert from 'node:assert/strict';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import { defaultConfiguration } from '../../../src/core/rules/configuration.js';
import { readEnv } from '../../../src/core/rules/env-facts.js';
import { dropLosesData } from '../../../src/core/rules/loss/drop-loses-data.js';
import { Migrations } from '../../../src/core/rules/migrations.js';
import { runRules } from '../../../src/core/rules/run-rules.js';

const file = '/project/alembic/versions/r1.py';
const text = `from alembic import op\n\nrevision = 'r1'\ndown_revision = None\n\n\ndef upgrade():\n    op.drop_table('orders')\n`;
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

/** What the rule says where the table is known to have so many rows. */
function withRows(rows: number | undefined): string {
  const graph = buildGraph(project, [{ file, text, reading: readRevision(file, text) }]);
  const migrations = new Migrations(graph, new Map([[file, text]]), undefined, 14);
  const findings = runRules({
    rules: [dropLosesData],
    project,
    migrations,
    selected: ['r1'],
    configuration: defaultConfiguration,
    context: { env: readEnv(''), rowsOf: () => rows, outside: {} },
  });
  return findings.map(({ severity, message }) => `${severity}: ${message}`).join();
}

describe('drop-loses-data', () => {
  it('weighs a drop by the rows that are known to be lost', () => {
    const dropped = 'This drops the table orders with its data';
    assert.equal(withRows(undefined), `warning: ${dropped}.`);
    assert.equal(withRows(0), `info: ${dropped}, 0 rows now.`);
    assert.equal(withRows(1), `error: ${dropped}, 1 row now.`);
    assert.equal(withRows(5000), `error: ${dropped}, 5000 rows now.`);
  });
});
