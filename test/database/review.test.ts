import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  startPostgres,
  type PostgresServer,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { cli } from '../support/cli.js';

describe('migrations that nobody has read', function () {
  this.timeout(180_000);
  const variable = 'ALEMBIC_PILOT_REVIEW_DATABASE';
  const cache = process.env['XDG_CACHE_HOME'];
  let server: PostgresServer;
  let folder: string;
  let python: string;

  const upgrade = (...argv: string[]) =>
    cli('upgrade', folder, '--yes', '--database', variable, '--python', python, ...argv);
  const configure = (text: string) => writeFile(path.join(folder, '.alembic-pilot.yaml'), text);

  before(async () => {
    ({ python } = await pythonWithAlembic());
    server = await startPostgres();
    process.env[variable] = (await createDatabase(server)).url;
    folder = await mkdtemp(path.join(tmpdir(), 'alembic-pilot-review-'));
    process.env['XDG_CACHE_HOME'] = path.join(folder, 'cache');
    await copyExample(folder);
  });
  after(async () => {
    Reflect.deleteProperty(process.env, variable);
    if (cache === undefined) Reflect.deleteProperty(process.env, 'XDG_CACHE_HOME');
    else process.env['XDG_CACHE_HOME'] = cache;
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are not applied where the project wants them read', async () => {
    await configure('review: enforce\n');
    const { code, stderr } = await upgrade('--revision', '002');
    assert.equal(code, 1);
    assert.match(stderr, /2 migrations have not been read/);
    assert.match(stderr, /Nobody has read 001_\w+\.py, 002_\w+\.py to the end/);
  });

  it('are applied once somebody says that they are read, as they are', async () => {
    assert.equal((await upgrade('--revision', '002', '--reviewed')).code, 0);
    assert.equal((await upgrade('--revision', '003', '--reviewed')).code, 0);
    const { code, stderr } = await upgrade('--revision', '004');
    assert.equal(code, 1);
    assert.match(stderr, /This migration has not been read/);
  });

  it('are unread again when their text is another one', async () => {
    const down = [
      'downgrade',
      folder,
      '--to',
      '002',
      '--yes',
      '--database',
      variable,
      '--python',
      python,
    ];
    assert.equal((await cli(...down)).code, 0);
    assert.equal((await upgrade('--revision', '003')).code, 0, 'the text is the one that was read');
    assert.equal((await cli(...down)).code, 0);
    const { stdout } = await cli('graph', folder, '--format', 'json');
    const [file] = /[^"]*versions\/003_\w+\.py/.exec(stdout) ?? [];
    await appendFile(path.join(folder, file ?? ''), '\n# Looked at again.\n');
    assert.equal((await upgrade('--revision', '003')).code, 1);
  });

  it('are named, and applied, where the project only wants a word', async () => {
    await configure('review: warn\n');
    const { code, stderr } = await upgrade('--revision', '003');
    assert.equal(code, 0);
    assert.match(stderr, /! Nobody has read 003_\w+\.py to the end/);
  });

  it('are no matter where the project says so', async () => {
    await configure('review: off\n');
    const { code, stderr } = await upgrade('--revision', '005');
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /Nobody has read/);
  });
});
