import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import type { AlembicProject } from '../../../src/core/project/alembic-project.js';
import { discoverProjects } from '../../../src/core/project/discover.js';

/** Finds the projects of a folder /w that has these files; paths are relative to it. */
async function discover(
  files: Readonly<Record<string, string>>,
): Promise<readonly AlembicProject[]> {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`/w/${path}`, text]));
  const directories = new Set(['/w']);
  for (const path of texts.keys())
    for (let above = dirname(path); above !== '/'; above = dirname(above)) directories.add(above);
  return discoverProjects({
    root: '/w',
    files: [...texts.keys()],
    read: (path) => Promise.resolve(texts.get(path)),
    isDirectory: (path) => Promise.resolve(directories.has(path)),
  });
}

async function discoverOne(files: Readonly<Record<string, string>>): Promise<AlembicProject> {
  const projects = await discover(files);
  assert.equal(projects.length, 1, JSON.stringify(projects));
  return projects[0] as AlembicProject;
}

const scripts = (folder: string): Record<string, string> => ({
  [`${folder}/env.py`]: 'from alembic import context\n',
  [`${folder}/script.py.mako`]: '',
  [`${folder}/versions/001_x.py`]: '',
});

describe('discoverProjects', () => {
  it('reads an ini with all its options', async () => {
    const project = await discoverOne({
      'backend/alembic.ini':
        '[alembic]\nscript_location = %(here)s/alembic\nfile_template = %%(rev)s\nprepend_sys_path = .\n' +
        'truncate_slug_length = 20\nrecursive_version_locations = true\n',
      ...scripts('backend/alembic'),
    });
    assert.deepEqual(
      { ...project, warnings: [], problems: [] },
      {
        config: '/w/backend/alembic.ini',
        kind: 'ini',
        directory: '/w/backend',
        scriptLocation: '/w/backend/alembic',
        versionLocations: ['/w/backend/alembic/versions'],
        recursive: true,
        sourceless: false,
        fileTemplate: '%(rev)s',
        truncateSlugLength: 20,
        prependSysPath: ['/w/backend'],
        warnings: [],
        problems: [],
      },
    );
    assert.deepEqual(project.warnings, []);
    assert.deepEqual(project.problems, []);
  });

  it('makes a project of each section with an own script_location', async () => {
    const projects = await discover({
      'alembic.ini':
        '[alembic]\nscript_location = a\n[other]\nscript_location = b\n[loggers]\nkeys = root\n',
      ...scripts('a'),
      ...scripts('b'),
    });
    assert.deepEqual(
      projects.map(({ section, scriptLocation }) => [section, scriptLocation]),
      [
        [undefined, '/w/a'],
        ['other', '/w/b'],
      ],
    );
  });

  it('takes script_location from [DEFAULT] for the section alembic only', async () => {
    const project = await discoverOne({
      'alembic.ini': '[DEFAULT]\nscript_location = a\n[alembic]\n[loggers]\nkeys = root\n',
      ...scripts('a'),
    });
    assert.equal(project.section, undefined);
    assert.equal(project.scriptLocation, '/w/a');
  });

  it('takes an ini of any name', async () => {
    const project = await discoverOne({
      'conf/db.ini': '[alembic]\nscript_location = m\n',
      ...scripts('conf/m'),
    });
    assert.equal(project.config, '/w/conf/db.ini');
  });

  it('finds the directory that values are relative to, and says so', async () => {
    const project = await discoverOne({
      'src/app/db/alembic.ini': '[alembic]\nscript_location = src/app/db/migrations\n',
      ...scripts('src/app/db/migrations'),
    });
    assert.equal(project.directory, '/w');
    assert.equal(project.scriptLocation, '/w/src/app/db/migrations');
    assert.match(project.warnings.join(), /has to be run in the top folder/);
  });

  it('finds where a path of a container stands on this machine', async () => {
    const project = await discoverOne({
      'backend/alembic.ini': '[alembic]\nscript_location = /app/alembic\n',
      ...scripts('backend/alembic'),
    });
    assert.equal(project.scriptLocation, '/w/backend/alembic');
    assert.match(project.warnings.join(), /does not exist on this machine/);
  });

  it('looks a package up as Python would find it', async () => {
    for (const [prefix, more] of [
      ['', ''],
      ['src/', ''],
      ['lib/', 'prepend_sys_path = lib\n'],
      ['deep/down/', ''],
    ] as const) {
      const project = await discoverOne({
        'alembic.ini': `[alembic]\nscript_location = shop.db:migrations\n${more}`,
        ...scripts(`${prefix}shop/db/migrations`),
      });
      assert.equal(project.scriptLocation, `/w/${prefix}shop/db/migrations`);
      assert.deepEqual(project.problems, []);
    }
  });

  it('reads version locations with each kind of separator', async () => {
    for (const text of [
      'version_locations = a/one, a/two',
      'version_path_separator = space\nversion_locations = a/one a/two',
      'path_separator = newline\nversion_locations =\n    a/one\n    # a comment\n    a/two',
      'path_separator = os\nversion_locations = %(here)s/a/one:%(here)s/a/two',
    ]) {
      const project = await discoverOne({
        'alembic.ini': `[alembic]\nscript_location = a\n${text}\n`,
        ...scripts('a'),
        'a/one/x.py': '',
        'a/two/y.py': '',
      });
      assert.deepEqual(project.versionLocations, ['/w/a/one', '/w/a/two'], text);
      assert.deepEqual(project.warnings, [], text);
    }
  });

  it('tells of version locations that do not exist', async () => {
    const project = await discoverOne({
      'alembic.ini':
        '[alembic]\nscript_location = a\nversion_locations = a/versions # the old ones\n',
      ...scripts('a'),
    });
    assert.equal(project.warnings.length, 4);
    assert.match(project.warnings.join(), /names "#", which does not exist/);
  });

  it('reads [tool.alembic], alone and beside an ini that says less', async () => {
    const toml =
      '[tool.alembic]\nscript_location = "%(here)s/m"\nversion_locations = ["%(here)s/m/one"]\nrecursive_version_locations = true\n';
    const alone = await discoverOne({ 'pyproject.toml': toml, ...scripts('m') });
    assert.equal(alone.kind, 'pyproject');
    assert.deepEqual(alone.versionLocations, ['/w/m/one']);
    assert.equal(alone.recursive, true);
    const both = await discoverOne({
      'pyproject.toml': toml,
      'alembic.ini': '[alembic]\nsqlalchemy.url = x\nrecursive_version_locations = false\n',
      ...scripts('m'),
    });
    assert.equal(both.config, '/w/alembic.ini');
    assert.deepEqual(both.versionLocations, ['/w/m/one']);
    assert.equal(both.recursive, false);
  });

  it("takes the ini's own folder where Flask-Migrate made it", async () => {
    const project = await discoverOne({
      'migrations/alembic.ini':
        '# A generic, single database configuration.\n\n[alembic]\n# file_template = x\n',
      ...scripts('migrations'),
    });
    assert.equal(project.scriptLocation, '/w/migrations');
    assert.equal(project.directory, '/w');
  });

  it('finds script directories that no configuration names', async () => {
    const project = await discoverOne(scripts('pkg/migrations'));
    assert.equal(project.kind, 'env');
    assert.equal(project.config, '/w/pkg/migrations/env.py');
    assert.deepEqual(project.versionLocations, ['/w/pkg/migrations/versions']);
    assert.equal(project.recursive, false);
  });

  it('reads all folders below versions where an unnamed script directory keeps its files there', async () => {
    const project = await discoverOne({
      'm/env.py': 'from alembic import context\n',
      'm/versions/liberty/expand/a.py': '',
    });
    assert.equal(project.recursive, true);
  });

  it('shows beside a configuration the files that it does not read', async () => {
    const projects = await discover({
      'alembic.ini': '[alembic]\nscript_location = m\n',
      ...scripts('m'),
      'm/versions/liberty/a.py': '',
      'm/versions/liberty/b.py': '',
    });
    assert.deepEqual(
      projects.map(({ kind, recursive }) => [kind, recursive]),
      [
        ['ini', false],
        ['env', true],
      ],
    );
    assert.match(projects[1]?.warnings.join() ?? '', /reads only/);
  });

  it('reads the folder for PostgreSQL where env.py chooses one by database', async () => {
    const projects = await discover({
      'alembic.ini': '[alembic]\nscript_location = m\n',
      'm/env.py': 'from alembic import context\ncontext.script.version_locations = [chosen]\n',
      'm/versions/postgresql/a.py': '',
      'm/versions/sqlite/a.py': '',
    });
    const [, project] = projects;
    assert.deepEqual(
      project?.versionLocations.map((location) => location.split('/').at(-1)),
      ['postgresql'],
    );
    assert.match(project.warnings.join(), /of those, postgresql is read/);
  });

  it('takes neither templates nor other programs for projects', async () => {
    const projects = await discover({
      'templates/generic/env.py': 'from alembic import context\n',
      'templates/generic/script.py.mako': '',
      'gym/env.py': 'class Env: ...\n',
      'gym/versions/a.py': '',
      'hub/alembic.ini': '[alembic]\nscript_location = {alembic_dir}\n',
      'tox.ini': '[tox]\nenvlist = py\n[testenv]\ndeps = alembic\n',
      'pyproject.toml': '[project]\ndependencies = ["alembic"]\n',
    });
    assert.deepEqual(projects, []);
  });

  it('names each reason why Alembic would fail, with its line', async () => {
    const cases: readonly (readonly [string, number, RegExp])[] = [
      ['[alembic]\nx = 1\nscript_location = nowhere\n', 3, /exists neither/],
      ['[alembic]\nscript_location = shop:nowhere\n', 2, /no package of this folder has it/],
      ['[alembic]\nscript_location = %(there)s/a\n', 2, /%\(there\)s is not defined/],
      [
        '[alembic]\nscript_location = a\npath_separator = comma\nversion_locations = a/versions\n',
        3,
        /is "comma"/,
      ],
      ['[alembic]\nscript_location = a\ntruncate_slug_length = long\n', 3, /no number/],
      ['[alembic]\nscript_location = a\nscript_location = a\n', 3, /set twice/],
    ];
    for (const [text, line, message] of cases) {
      const project = await discoverOne({ 'alembic.ini': text, ...scripts('a') }).catch(
        async () => {
          const all = await discover({ 'alembic.ini': text, ...scripts('a') });
          return all.find(({ kind }) => kind === 'ini') as AlembicProject;
        },
      );
      const found = project.problems?.filter((problem) => message.test(problem.message)) ?? [];
      assert.equal(found[0]?.line, line, `${text}\n${JSON.stringify(project.problems)}`);
    }
  });

  it('names a pyproject.toml that is no TOML', async () => {
    const project = await discoverOne({ 'pyproject.toml': '[tool.alembic]\nscript_location = \n' });
    assert.equal(project.problems?.[0]?.line, 2);
  });
});
