import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createDatabase,
  startPostgres,
  type PostgresServer,
} from '../../scripts/toolchain/postgres.js';
import { exec } from '../../scripts/toolchain/exec.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { cli } from '../support/cli.js';
import { assertJson } from '../support/json-schemas.js';
import { schemaLines } from './support/catalog.js';

const environment = `import os
from alembic import context
from sqlalchemy import create_engine
with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const migration = (id: string, down: string | null, table: string) => `"""Add ${table}

Revision ID: ${id}
Revises: ${down ?? ''}
Create Date: 2026-11-2${id.slice(-1)} 10:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = '${id}'
down_revision = ${down === null ? 'None' : `'${down}'`}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('${table}', sa.Column('id', sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table('${table}')
`;

describe('mending two clones that both made 060', function () {
  this.timeout(180_000);
  const variable = 'ALEMBIC_PILOT_TEST_MENDING';
  const cache = process.env['XDG_CACHE_HOME'];
  let python: PythonWithAlembic;
  let server: PostgresServer;
  let folder = '';
  const urls = { ann: '', ben: '' };

  const at = (clone: string, ...names: string[]) => path.join(folder, clone, ...names);
  const git = (clone: string, ...args: string[]) => {
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', at(clone), ...author, ...args], { stdio: 'ignore' });
  };
  const write = (clone: string, name: string, id: string, down: string | null, table: string) => {
    writeFileSync(at(clone, 'db/versions', `${name}.py`), migration(id, down, table));
  };
  const commit = (clone: string) => {
    git(clone, 'add', '.');
    git(clone, 'commit', '-m', 'migrations');
  };
  const alembic = async (clone: string, url: string, ...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: url, PYTHONDONTWRITEBYTECODE: '1' };
    const { code, stdout, stderr } = await exec(python.alembic, args, { cwd: at(clone), env });
    assert.equal(code, 0, `${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const contents = (clone: string) =>
    readdirSync(at(clone, 'db/versions'))
      .filter((name) => name.endsWith('.py'))
      .sort()
      .map((name) => [name, readFileSync(at(clone, 'db/versions', name), 'utf8')]);
  const mend = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli('mend', at('ben'), ...args, '--format', 'json');
    return { code, stderr, result: () => assertJson('mend', stdout) };
  };

  before(async () => {
    python = await pythonWithAlembic();
    server = await startPostgres();
    folder = realpathSync(await mkdtemp(path.join(tmpdir(), 'alembic-pilot-clones-')));
    process.env['XDG_CACHE_HOME'] = path.join(folder, '.cache');
    for (const name of ['ann', 'ben'] as const)
      urls[name] = (await createDatabase(server)).url.replace(
        'postgresql:',
        'postgresql+psycopg2:',
      );
    // What env.py connects to; a database that is named redirects it.
    process.env['DATABASE_URL'] = urls.ann;
    mkdirSync(at('ann', 'db/versions'), { recursive: true });
    writeFileSync(at('ann', 'alembic.ini'), '[alembic]\nscript_location = %(here)s/db\n');
    writeFileSync(at('ann', 'db/env.py'), environment);
    write('ann', '058_first', '058', null, 'first');
    write('ann', '059_second', '059', '058', 'second');
    git('ann', 'init', '-b', 'main');
    commit('ann');
    execFileSync('git', ['clone', '-q', at('ann'), at('ben')], { stdio: 'ignore' });
    write('ann', '060_zebras', '060', '059', 'zebras');
    commit('ann');
    git('ben', 'checkout', '-b', 'horses');
    write('ben', '060_horses', '060', '059', 'horses');
    write('ben', '061_riders', '061', '060', 'riders');
    commit('ben');
    await alembic('ann', urls.ann, 'upgrade', 'head');
    await alembic('ben', urls.ben, 'upgrade', 'head');
    git('ben', 'fetch', 'origin');
    git('ben', 'merge', '--no-edit', 'origin/main');
    git('ben', 'branch', '-f', 'main', 'origin/main');
  });

  after(async () => {
    if (cache === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cache;
    Reflect.deleteProperty(process.env, variable);
    Reflect.deleteProperty(process.env, 'DATABASE_URL');
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says what is broken, mends it by one command, and takes it back', async () => {
    const before = contents('ben');
    const listed = await mend();
    assert.equal(listed.code, 1);
    const [offer] = listed.result().offers ?? [];
    assert.equal(offer?.rule, 'duplicate-revision-id');
    assert.equal(offer.mendings[0]?.title, 'Renumber 060 to 061, 061 to 062');
    assert.deepEqual(contents('ben'), before);

    const asked = await mend('renumber');
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /--yes/u);
    const planned = await mend('renumber', '--dry-run');
    assert.match(planned.result().diff ?? '', /^\+down_revision = '061'$/mu);
    assert.deepEqual(contents('ben'), before);

    assert.equal((await mend('renumber', '--yes')).result().outcome, 'done');
    assert.match(await alembic('ben', urls.ann, 'heads'), /^062 \(head\)/mu);
    assert.equal((await mend()).code, 0);
    assert.equal((await mend('undo')).code, 0);
    assert.deepEqual(contents('ben'), before);
  });

  it('asks twice when the connected database has applied what changes', async () => {
    process.env[variable] = urls.ben;
    const before = contents('ben');
    const run = (...more: string[]) =>
      mend('renumber', '--yes', '--database', variable, '--python', python.python, ...more);
    const once = await run();
    assert.equal(once.code, 2);
    assert.match(once.stderr, /has applied 060, 061 already/u);
    assert.deepEqual(contents('ben'), before);
    const twice = (await run('--though-applied')).result();
    assert.deepEqual([twice.outcome, twice.applied], ['done', ['060', '061']]);
    assert.equal((await mend('undo')).code, 0);
  });

  it('brings both databases to the same schema by what it proposes', async () => {
    const done = (await mend('renumber', '--yes')).result();
    const own = done.databases?.find(({ file }) => file.endsWith('061_riders.py'));
    assert.deepEqual(
      own?.steps.map(({ command }) => command),
      ['alembic stamp --purge 059', 'alembic upgrade 060', 'alembic stamp 062'],
    );
    for (const { command } of own.steps)
      await alembic('ben', urls.ben, ...command.split(' ').slice(1));
    await alembic('ben', urls.ann, 'upgrade', 'head');
    for (const url of [urls.ann, urls.ben])
      assert.match(await alembic('ben', url, 'current'), /^062 \(head\)/mu);
    const [one, other] = await Promise.all(
      [urls.ann, urls.ben].map((url) => schemaLines(url.replace('+psycopg2', ''))),
    );
    assert.deepEqual(one, other);
    assert.ok(one?.some((line) => line.includes('zebras')));
    for (const url of [urls.ann, urls.ben]) await alembic('ben', url, 'downgrade', 'base');
  });

  it('says who deleted the revision that a database is at, and stamps', async () => {
    process.env[variable] = urls.ben;
    await alembic('ben', urls.ben, 'upgrade', 'head');
    commit('ben');
    await rm(at('ben', 'db/versions/062_riders.py'));
    commit('ben');
    const options = ['--database', variable, '--python', python.python];
    const listed = await mend(...options);
    assert.equal(listed.code, 1, listed.stderr);
    const [offer] = listed.result().offers ?? [];
    assert.equal(offer?.rule, 'unknown-revision');
    assert.match(offer.otherwise[0] ?? '', /062_riders\.py.*by Ann on/u);
    assert.match(offer.otherwise[1] ?? '', /alembic stamp --purge 061/u);
    const stamped = await cli('mend', 'stamp', at('ben'), '--revision', '061', '--yes', ...options);
    assert.equal(stamped.code, 0, stamped.stderr);
    assert.match(await alembic('ben', urls.ben, 'current'), /^061 \(head\)/mu);
  });
});
