import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  isAtLeast,
  isBefore,
  packageVersions,
} from '../../../src/core/project/package-versions.js';
import { readPackageVersions } from '../../../src/system/files/package-versions.js';

const exactly = (...version: number[]) => ({ from: version, below: [...version, 1] });

describe('the versions of a project’s packages', () => {
  const asked: readonly (readonly [string, string, object | undefined])[] = [
    ['requirements.txt', 'alembic==1.13.1', exactly(1, 13, 1)],
    ['requirements.txt', 'Alembic[tz] == 1.13.1 ; python_version > "3"', exactly(1, 13, 1)],
    ['requirements.txt', 'fastapi\nalembic>=1.12,<2  # why', { from: [1, 12], below: [2] }],
    ['requirements.txt', 'alembic~=1.12.1', { from: [1, 12, 1], below: [1, 13] }],
    ['requirements.txt', 'alembic==1.8.*', { from: [1, 8], below: [1, 9] }],
    ['requirements.txt', 'alembic', undefined],
    ['requirements.txt', 'alembic-utils==0.8', undefined],
    ['requirements.txt', '# alembic==1.0', undefined],
    ['pyproject.toml', 'dependencies = ["alembic>=1.9", "x"]', { from: [1, 9], below: undefined }],
    ['pyproject.toml', 'alembic = "^1.13"', { from: [1, 13], below: [2] }],
    [
      'pyproject.toml',
      'alembic = {extras = ["tz"], version = "~1.13.1"}',
      { from: [1, 13, 1], below: [1, 14] },
    ],
    ['pyproject.toml', 'alembic = "*"', undefined],
    ['poetry.lock', '[[package]]\nname = "alembic"\nversion = "1.13.1"\n', exactly(1, 13, 1)],
    ['uv.lock', '[[package]]\r\nname = "alembic"\r\nversion = "1.16.0"\r\n', exactly(1, 16, 0)],
    [
      'Pipfile.lock',
      '{"default": {"alembic": {"hashes": ["x"], "version": "==1.8.1"}}}',
      exactly(1, 8, 1),
    ],
  ];
  for (const [file, text, wanted] of asked)
    it(`${file}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(packageVersions(new Map([[file, text]])).alembic, wanted);
    });

  it('take what is locked or installed before what is asked for', () => {
    const texts = new Map([
      ['pyproject.toml', 'dependencies = ["alembic>=1.9"]'],
      ['uv.lock', 'name = "alembic"\nversion = "1.13.1"'],
    ]);
    assert.deepEqual(packageVersions(texts).alembic, exactly(1, 13, 1));
    const both = packageVersions(texts, [
      'alembic-1.16.4.dist-info',
      'SQLAlchemy-1.4.46.dist-info',
    ]);
    assert.deepEqual(both.alembic, { from: [1, 13, 1], below: [1, 16, 4, 1] });
    assert.deepEqual(both.sqlalchemy, exactly(1, 4, 46));
  });

  it('are compared as ranges', () => {
    const range = { from: [1, 12], below: [1, 16] };
    assert.equal(isAtLeast(range, '1.12'), true);
    assert.equal(isAtLeast(range, '1.12.1'), false);
    assert.equal(isBefore(range, '1.16'), true);
    assert.equal(isBefore(range, '1.15'), false);
    assert.equal(isAtLeast(undefined, '1.0') || isBefore(undefined, '9.0'), false);
    assert.equal(isBefore({ from: [1, 16], below: [1, 16, 1] }, '1.16.0'), false);
    assert.equal(isAtLeast({ from: [1, 16], below: undefined }, '1.16.0'), true);
  });

  it('are read from the folders upwards, the nearest first', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'versions-'));
    try {
      const own = path.join(root, 'backend', 'app');
      const packages = path.join(root, '.venv', 'lib', 'python3.12', 'site-packages');
      for (const folder of [own, path.join(own, 'requirements'), packages])
        mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(own, 'requirements', 'base.txt'), 'alembic==1.11.0\n');
      mkdirSync(path.join(packages, 'alembic-1.16.4.dist-info'));
      mkdirSync(path.join(packages, 'sqlalchemy-2.0.40.dist-info'));
      const found = await readPackageVersions(own, root);
      assert.deepEqual(found, { alembic: exactly(1, 11, 0), sqlalchemy: exactly(2, 0, 40) });
      assert.deepEqual((await readPackageVersions(own, own)).sqlalchemy, undefined);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
