import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles } from '../../../src/system/files/list-files.js';
import { loadProjects } from '../../../src/system/files/load-project.js';
import type { LoadedProject } from '../../../src/system/files/load-project.js';
import { proveProject } from '../../../src/system/files/prove-project.js';
import { readFiles } from '../../../src/system/files/read-files.js';

const ini = '[alembic]\nscript_location = %(here)s/alembic\n';

function migration(id: string, down: string | null): string {
  return `revision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n`;
}

describe('loading projects', () => {
  let root = '';

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'alembic-pilot-load-')));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
  }

  async function loadOne(): Promise<LoadedProject> {
    const projects = await loadProjects(root);
    assert.equal(projects.length, 1);
    return projects[0] as LoadedProject;
  }

  it('reads a history in the order of its file names', async () => {
    await write({
      'alembic.ini': ini,
      'alembic/versions/002.py': migration('b', 'a'),
      'alembic/versions/001.py': migration('a', null),
      'alembic/versions/__init__.py': '',
      'alembic/versions/README': '',
      'alembic/versions/.#003.py': 'not read',
    });
    const { graph } = await loadOne();
    assert.deepEqual([...graph.revisions.keys()], ['a', 'b']);
    assert.deepEqual(graph.problems, []);
  });

  it('passes over other people’s code and is not caught by links in a circle', async () => {
    await write({
      'alembic.ini': ini,
      'alembic/versions/001.py': migration('a', null),
      'node_modules/x/alembic.ini': ini,
      '.venv/x/alembic.ini': ini,
      'myenv/pyvenv.cfg': '',
      'myenv/x/alembic.ini': ini,
    });
    await symlink(root, join(root, 'alembic', 'loop'));
    await symlink(join(root, 'nowhere'), join(root, 'dangling'));
    const { files, problems } = await listFiles(root);
    assert.deepEqual(files.map((file) => file.slice(root.length + 1)).sort(), [
      'alembic.ini',
      'alembic/versions/001.py',
    ]);
    assert.deepEqual(problems, []);
    await loadOne();
  });

  it('follows a linked folder once, and reads a file that is reached twice once', async () => {
    await write({
      'alembic.ini':
        '[alembic]\nscript_location = alembic\nversion_locations = alembic/versions alembic/again\n',
      'alembic/versions/001.py': migration('a', null),
      'elsewhere/002.py': migration('b', 'a'),
    });
    await symlink(join(root, 'alembic', 'versions'), join(root, 'alembic', 'again'));
    await symlink(join(root, 'elsewhere', '002.py'), join(root, 'alembic', 'versions', 'zz.py'));
    const { graph } = await loadOne();
    assert.deepEqual(
      [...graph.revisions.values()].map(({ file }) => file.slice(root.length + 1)),
      ['alembic/versions/001.py', 'elsewhere/002.py'],
    );
    assert.deepEqual(graph.problems, []);
  });

  it('reads folders below only where the configuration says so, sorted', async () => {
    await write({
      'alembic.ini': `${ini}recursive_version_locations = true\n`,
      'alembic/versions/z.py': migration('c', 'b'),
      'alembic/versions/2024/b.py': migration('b', 'a'),
      'alembic/versions/2023/a.py': migration('a', null),
      'alembic/versions/2023/__pycache__/a.cpython-311.pyc': 'x',
    });
    const { graph } = await loadOne();
    assert.deepEqual([...graph.revisions.keys()], ['c', 'a', 'b']);
  });

  it('reports what cannot be read, and reads the rest', async () => {
    await write({
      'alembic.ini': `${ini}sourceless = true\n`,
      'alembic/versions/a.py': migration('a', null),
      'alembic/versions/b.pyc': new Uint8Array([1, 2, 3]),
      'alembic/versions/c.py': new Uint8Array(17 * 1024 * 1024),
      'alembic/versions/d.py': Buffer.from(
        "revision = 'd'\ndown_revision = 'a'\n# \xe9\n",
        'latin1',
      ),
      'alembic/versions/e.py': `# -*- coding: latin-1 -*-\n${migration('e', 'd')}`,
    });
    await symlink(join(root, 'nowhere.py'), join(root, 'alembic', 'versions', 'f.py'));
    const { graph } = await loadOne();
    assert.deepEqual([...graph.revisions.keys()], ['a', 'd', 'e']);
    const told = graph.problems.map(({ rule, file, message }) => [
      rule,
      file.slice(root.length + 1),
      message,
    ]);
    assert.deepEqual(
      told.map(([rule, file]) => [rule, file]),
      [
        ['unreadable-file', 'alembic/versions/c.py'],
        ['python-syntax-error', 'alembic/versions/d.py'],
        ['unreadable-file', 'alembic/versions/f.py'],
        ['unreadable-file', 'alembic/versions/b.pyc'],
      ],
    );
    assert.match(told[0]?.[2] ?? '', /17 MB/);
    assert.match(told[2]?.[2] ?? '', /does not exist/);
    assert.match(told[3]?.[2] ?? '', /compiled/);
  });

  it('proves what is not Python, and leaves a sound project as it is', async () => {
    await write({ 'alembic.ini': ini, 'alembic/versions/a.py': migration('a', null) });
    const sound = await loadOne();
    assert.equal(await proveProject(sound), sound);
    await write({
      'alembic/versions/b.py': `${migration('b', 'a')}def upgrade():\n    op.execute("x"\n`,
    });
    const { graph } = await proveProject(await loadOne());
    assert.deepEqual(
      graph.problems.map(({ rule, line }) => [rule, line]),
      [['python-syntax-error', 4]],
    );
    assert.deepEqual(graph.heads, ['b']);
  });

  it('reads identifiers that other modules hold', async () => {
    await write({
      'alembic.ini': '[alembic]\nscript_location = shop/db/migrations\n',
      'shop/__init__.py': '',
      'shop/db/branches.py': "EXPAND = 'expand'\n",
      'shop/db/cli.py': "from shop.db.branches import EXPAND as EXPAND_BRANCH\nBASES = ['a']\n",
      'shop/db/migrations/versions/a.py': `from shop.db import cli\n${migration('a', null)}branch_labels = (cli.EXPAND_BRANCH,)\n`,
      'shop/db/migrations/versions/b.py':
        "from shop.db.cli import BASES\nfrom elsewhere import x\nrevision = 'b'\ndown_revision = BASES\ndepends_on = x.y\n",
    });
    const { graph } = await loadOne();
    assert.deepEqual(graph.revisions.get('a')?.branchLabels, ['expand']);
    assert.deepEqual(graph.revisions.get('b')?.down, ['a']);
    assert.deepEqual(graph.revisions.get('b')?.unknown, ['dependsOn']);
    assert.deepEqual(
      graph.problems.map(({ rule, line }) => [rule, line]),
      [['unanalyzable', 5]],
    );
  });

  it('gives each file its own result, also for many', async () => {
    await write(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, `text ${n}`])));
    const paths = Array.from({ length: 300 }, (_, n) =>
      join(root, n % 7 === 0 ? 'absent' : `f${n}`),
    );
    const results = await readFiles(paths);
    results.forEach((result, n) => {
      if (n % 7 === 0) assert.deepEqual(result, { problem: 'it does not exist' });
      else assert.equal('bytes' in result && Buffer.from(result.bytes).toString(), `text ${n}`);
    });
  });

  it('finds nothing in an empty folder, nor in one that does not exist', async () => {
    assert.deepEqual(await loadProjects(root), []);
    assert.deepEqual(await loadProjects(join(root, 'absent')), []);
  });
});
