import assert from 'node:assert/strict';
import {
  alembicArgs,
  configurationArgs,
  configurationName,
} from '../../../src/core/alembic/command-specs.js';
import type { AlembicProject } from '../../../src/core/project/alembic-project.js';

const project: AlembicProject = {
  config: '/repo/backend/alembic.ini',
  kind: 'ini',
  directory: '/repo/backend',
  scriptLocation: '/repo/backend/alembic',
  versionLocations: [],
  recursive: false,
  sourceless: false,
  fileTemplate: '',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
};

describe('alembicArgs', () => {
  it('writes what a person would type', () => {
    assert.deepEqual(alembicArgs({ do: 'upgrade', target: 'head' }), ['upgrade', 'head']);
    assert.deepEqual(alembicArgs({ do: 'upgrade', target: 'head', sql: true }), [
      'upgrade',
      '--sql',
      'head',
    ]);
    assert.deepEqual(alembicArgs({ do: 'downgrade', target: '060@059' }), ['downgrade', '060@059']);
    assert.deepEqual(alembicArgs({ do: 'stamp', targets: ['a', 'b'], purge: true }), [
      'stamp',
      '--purge',
      'a',
      'b',
    ]);
    assert.deepEqual(alembicArgs({ do: 'history', range: 'a:b', verbose: true }), [
      'history',
      '--verbose',
      '-r',
      'a:b',
    ]);
    assert.deepEqual(
      alembicArgs({
        do: 'revision',
        message: 'add x',
        autogenerate: true,
        revId: '060',
        dependsOn: ['a', 'b'],
      }),
      [
        'revision',
        '--autogenerate',
        '-m',
        'add x',
        '--rev-id',
        '060',
        '--depends-on',
        'a',
        '--depends-on',
        'b',
      ],
    );
    assert.deepEqual(alembicArgs({ do: 'merge', revisions: ['a', 'b'], message: 'join' }), [
      'merge',
      '-m',
      'join',
      'a',
      'b',
    ]);
  });

  it('lets no value be read as an option', () => {
    assert.deepEqual(alembicArgs({ do: 'downgrade', target: '-1' }), ['downgrade', '-1']);
    assert.deepEqual(alembicArgs({ do: 'upgrade', target: '--sql' }), ['upgrade', '--', '--sql']);
    assert.deepEqual(alembicArgs({ do: 'revision', message: '-x', revId: '--y' }), [
      'revision',
      '-m-x',
      '--rev-id=--y',
    ]);
  });
});

describe('configurationArgs', () => {
  it('names nothing that alembic finds by itself', () => {
    assert.deepEqual(configurationArgs(project), []);
    const config = '/repo/backend/pyproject.toml';
    assert.deepEqual(configurationArgs({ ...project, config, kind: 'pyproject' }), []);
  });

  it('names another file relative to the working directory, and the section', () => {
    const directory = '/repo';
    assert.deepEqual(configurationArgs({ ...project, directory }), ['-c', 'backend/alembic.ini']);
    assert.deepEqual(configurationArgs({ ...project, section: 'other' }), ['-n', 'other']);
    assert.equal(configurationName({ ...project, section: 'other' }), 'alembic.ini [other]');
    assert.equal(configurationName(project), 'alembic.ini');
  });
});
