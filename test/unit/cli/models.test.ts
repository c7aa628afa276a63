import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli } from '../../support/cli.js';
import { assertJson } from '../../support/json-schemas.js';

const example = path.resolve(import.meta.dirname, '../../../example/hartomat/backend');

describe('alembic-pilot models', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alembic-pilot-models-')));
    cpSync(example, path.join(folder, 'backend'), { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async () => {
    const { code, stdout } = await cli('models', folder, '--format', 'json');
    const [project] = assertJson('models', stdout).projects;
    assert.ok(project);
    return { code, ...project };
  };
  const edit = (file: string, from: string, to: string) => {
    const place = path.join(folder, 'backend', file);
    const text = readFileSync(place, 'utf8');
    assert.ok(text.includes(from), from);
    writeFileSync(place, text.replace(from, to));
  };

  it('shows the models and schemas of the example, with nothing left to do', async () => {
    const { code, tables, schemas, todo } = await run();
    assert.equal(code, 0);
    assert.equal(tables.length, 25);
    assert.ok(tables.every(({ imported }) => imported === true));
    assert.equal(schemas.length, 28);
    assert.deepEqual(todo, []);
    const text = await cli('models', folder);
    assert.match(
      text.stdout,
      /ProductOut reads Product, .*schemas\.py:\d+: its name and 12 of its 12/u,
    );
    assert.match(text.stdout, /Nothing is left to do/u);
  });

  it('lists what is left by the revision that it comes after', async () => {
    edit('app/models/product.py', '    deleted_at: Mapped[Optional[datetime]]\n', '');
    edit('app/models/__init__.py', 'from app.models.worker_node import WorkerNode\n', '');
    const { code, todo } = await run();
    assert.equal(code, 1);
    const [after, none] = todo;
    assert.match(after?.revision ?? '', /^\d{3}$/u);
    assert.deepEqual(
      todo.map(({ findings }) => findings.map(({ rule }) => rule)),
      [['model-lacks-column'], ['model-not-imported']],
    );
    assert.equal(after?.findings[0]?.file, 'backend/app/models/product.py');
    assert.equal(none?.revision, null);
    const text = await cli('models', folder, '--fail-on', 'never');
    assert.equal(text.code, 0);
    assert.match(text.stdout, /Fix: Add deleted_at to Product/u);
  });

  it('takes folders and matches from .alembic-pilot.yaml', async () => {
    writeFileSync(
      path.join(folder, '.alembic-pilot.yaml'),
      'models: backend/app\nschemas: { ProductOut: ~, SystemSettingOut: Product }\n',
    );
    const { schemas } = await run();
    assert.equal(schemas.length, 27);
    const stated = schemas.find(({ schema }) => schema === 'SystemSettingOut');
    assert.equal(stated?.because, '.alembic-pilot.yaml says so');
    writeFileSync(path.join(folder, '.alembic-pilot.yaml'), 'models: { a: b }\nschemas: [x]\n');
    const wrong = await cli('check', folder, '--all', '--format', 'json');
    const { findings } = assertJson('check', wrong.stdout);
    assert.equal(findings.filter(({ file }) => file === '.alembic-pilot.yaml').length, 2);
  });
});
