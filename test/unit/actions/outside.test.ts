import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../../../src/actions/check.js';
import { forgetApplied, fingerprint, rememberApplied } from '../../../src/system/applied-files.js';
import { loadProjects } from '../../../src/system/files/load-project.js';

const text = (id: string, down: string | null, body = 'pass') =>
  `from alembic import op\n\nrevision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n\n\ndef upgrade():\n    ${body}\n\n\ndef downgrade():\n    ${body}\n`;

describe('what rules are told from outside', () => {
  let folder = '';
  const cache = process.env['XDG_CACHE_HOME'];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alembic-pilot-outside-')));
    process.env['XDG_CACHE_HOME'] = path.join(folder, '.cache');
    mkdirSync(path.join(folder, 'db/versions'), { recursive: true });
    writeFileSync(path.join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/db\n');
    writeFileSync(path.join(folder, 'db/env.py'), '');
    for (const [id, down] of [
      ['001', null],
      ['002', '001'],
      ['003', '002'],
    ] as const)
      write(id, down);
  });
  afterEach(() => {
    if (cache === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cache;
    rmSync(folder, { recursive: true, force: true });
  });

  const fileOf = (name: string) => path.join(folder, 'db/versions', `${name}.py`);
  const write = (id: string, down: string | null, name = id) => {
    writeFileSync(fileOf(name), text(id, down));
  };
  const git = (...args: string[]) => {
    const author = ['-c', 'user.name=Ann', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...author, ...args], { stdio: 'ignore' });
  };
  const commit = (message: string) => {
    git('add', 'db', 'alembic.ini');
    git('commit', '-m', message);
  };
  const loaded = async () => {
    const [project] = await loadProjects(folder);
    assert.ok(project);
    return project;
  };
  const found = async (...rules: string[]) => {
    const { findings } = await check(await loaded(), { root: folder, all: true });
    return findings.filter(({ rule }) => rules.includes(rule));
  };

  it('are the numbers and parents that other branches have taken', async () => {
    git('init', '-b', 'main');
    commit('three');
    git('checkout', '-b', 'colleague');
    write('005', '003', '005_c');
    commit('five');
    git('checkout', '-b', 'feature', 'main');
    write('004_mine', '003');
    assert.deepEqual(await found('number-taken', 'wrong-down-revision'), []);
    git('checkout', 'main');
    write('004_theirs', '003');
    git('add', 'db/versions/004_theirs.py');
    git('commit', '-m', 'four');
    git('checkout', 'feature');
    const messages = (await found('number-taken', 'wrong-down-revision')).map(
      ({ rule, severity, message, help }) => [rule, severity, message, help],
    );
    assert.deepEqual(
      messages.map(([rule, severity, message]) => [rule, severity, message]),
      [
        ['number-taken', 'error', 'The number 004 is taken on the branch main, by 004_theirs.'],
        [
          'wrong-down-revision',
          'warning',
          'On the branch main, 004_theirs follows 003 already: as soon as both are in one checkout, the history splits.',
        ],
      ],
    );
    assert.match(messages[1]?.[3] ?? '', /down_revision = '004_theirs'/u);
    rmSync(fileOf('004_mine'));
    write('005_mine', '003');
    assert.deepEqual(
      (await found('number-taken')).map(({ severity, message }) => [severity, message]),
      [['warning', 'The number 005 is taken on the branch colleague, by 005_c.']],
    );
  });

  it('are the head that a new revision did not follow, by git where ids are hashes', async () => {
    for (const id of ['001', '002', '003']) rmSync(fileOf(id));
    write('aaaa1111', null);
    write('bbbb2222', 'aaaa1111');
    git('init', '-b', 'main');
    commit('two');
    git('checkout', '-b', 'feature');
    write('cccc3333', 'aaaa1111');
    const [wrong] = await found('wrong-down-revision');
    assert.equal(wrong?.revision, 'cccc3333');
    assert.deepEqual(
      wrong.fixes.map(({ title }) => title),
      ['Follow bbbb2222'],
    );
  });

  it('are who deleted a revision, or which branch has it', async () => {
    git('init', '-b', 'main');
    commit('three');
    git('rm', 'db/versions/003.py');
    git('commit', '-m', 'tidy');
    write('004', '003');
    const [deleted] = await found('missing-parent');
    assert.match(
      deleted?.help ?? '',
      /^Its file db\/versions\/003\.py was deleted in commit \w+ by Ann on \d{4}-\d\d-\d\d\. Restore it \(`git checkout \w+\^ -- db\/versions\/003\.py`\)/u,
    );
    git('checkout', '-b', 'colleague');
    write('010', '002', '010_x');
    git('add', 'db/versions/010_x.py');
    git('commit', '-m', 'ten');
    git('checkout', 'main');
    write('004', '010');
    const [elsewhere] = await found('missing-parent');
    assert.match(
      elsewhere?.help ?? '',
      /^Its file db\/versions\/010_x\.py is on the branch colleague\./u,
    );
  });

  it('are migrations in folders that Alembic does not read', async () => {
    mkdirSync(path.join(folder, 'db/versions/next'));
    write('004', '003', 'next/004');
    const [finding, ...others] = await found('unreachable-revision');
    assert.equal(finding?.file, fileOf('next/004'));
    assert.deepEqual(others, []);
  });

  it('are files whose code changed after they were applied from here', async () => {
    const { project } = await loaded();
    const identity = {
      database: 'shop',
      systemIdentifier: '7',
      host: 'localhost',
      user: 'me',
      serverVersion: 180000,
    };
    const applied = new Map([['003', fingerprint(text('003', '002'))]]);
    await rememberApplied(project, applied, identity);
    writeFileSync(fileOf('003'), `"""Now with a docstring."""\n${text('003', '002')}# end\n`);
    assert.deepEqual(await found('edited-after-apply'), []);
    writeFileSync(fileOf('003'), text('003', '002', `op.execute('SELECT 1')`));
    const [edited] = await found('edited-after-apply');
    assert.match(edited?.message ?? '', /^Revision 003 was applied to shop on \d{4}-/u);
    await forgetApplied(project, ['003'], { ...identity, systemIdentifier: '8' });
    assert.equal((await found('edited-after-apply')).length, 1);
    await forgetApplied(project, ['003'], identity);
    assert.deepEqual(await found('edited-after-apply'), []);
  });
});
