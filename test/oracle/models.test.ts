import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareModels, compareSchemas } from '../../scripts/oracle/models.js';
import { projectRoot } from '../../scripts/toolchain/project-root.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';

const backend = join(projectRoot, 'example', 'hartomat', 'backend');
const schemas = ['billing', 'materials', 'media', 'orders', 'products', 'rendering', 'settings']
  .concat('users')
  .map((domain) => `app.domains.${domain}.schemas`);

const { python, label } = await pythonWithAlembic();
// SQLAlchemy 1 cannot import them: there is nothing to compare with.
const isOld = label.includes('SQLAlchemy 1.');
if (isOld) console.log(`NOT COMPARED with ${label}: the models are written for SQLAlchemy 2`);

describe("models and schemas, and Python's own view of them", function () {
  this.timeout(10 * 60_000);
  if (isOld) return;

  it("agree with SQLAlchemy's MetaData for the example", async () => {
    const { compared, facts, differences } = await compareModels(backend, ['app.models'], python);
    console.log(`      ${compared} tables, ${facts} facts`);
    assert.deepEqual(differences, []);
    assert.equal(compared, 25);
  });

  it("agree with Pydantic's model_fields for the example", async () => {
    const { compared, facts, differences } = await compareSchemas(backend, schemas, python);
    console.log(`      ${compared} schemas, ${facts} facts`);
    assert.deepEqual(differences, []);
    assert.ok(compared >= 28);
  });
});
