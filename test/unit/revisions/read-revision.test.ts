import assert from 'node:assert/strict';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import { identitySpellings } from '../../support/identity-spellings.js';
import type { Problem, Revision } from '../../../src/core/revisions/revision.js';

function read(
  text: string,
  file = '/p/versions/0001_a.py',
): { revision?: Revision; problem?: Problem } {
  const result = readRevision(file, text);
  return 'ignored' in result ? {} : result;
}

function revisionOf(text: string): Revision {
  const { revision, problem } = read(text);
  if (!revision) throw new Error(problem?.message);
  return revision;
}

const ids = (text: string): unknown[] => {
  const { revision, down, branchLabels, dependsOn } = revisionOf(text);
  return [revision, down, branchLabels, dependsOn];
};

describe('readRevision', () => {
  for (const [source, expected] of Object.entries(identitySpellings)) {
    it(`reads ${JSON.stringify(source)}`, () => {
      assert.deepEqual(ids(source), expected);
      assert.deepEqual(revisionOf(source).unknown, []);
    });
  }

  it('does not guess what only running the file could tell', () => {
    const head = 'revision = "b"\ndown_revision = "a"\n';
    assert.deepEqual(revisionOf(`${head}branch_labels = (cli.EXPAND,)\n`).unknown, [
      'branchLabels',
    ]);
    assert.deepEqual(revisionOf(`${head}from x import depends_on\n`).unknown, ['dependsOn']);
    assert.deepEqual(revisionOf(`${head}if x:\n    down_revision = "c"\n`).unknown, ['down']);
    const partly = revisionOf(`${head}depends_on = ("c", x())\n`);
    assert.deepEqual([partly.dependsOn, partly.unknown], [['c'], ['dependsOn']]);
    const bound = revisionOf(`${head}globals()["down_revision"] = x()\n`);
    assert.deepEqual(bound.unknown, ['down']);
    const called = `${head}def f():\n    global down_revision\n    down_revision = g()\nf()\n`;
    assert.deepEqual(revisionOf(called).unknown, ['down']);
  });

  it('says what makes every command fail', () => {
    const missing = read('from alembic import op\n');
    assert.equal(missing.problem?.rule, 'not-a-revision');
    assert.match(missing.problem.message, /every alembic command fails/u);
    assert.match(read('revision = "a"\n').problem?.message ?? '', /`down_revision`/u);
    assert.match(
      read('revision: str\ndown_revision = None\n').problem?.message ?? '',
      /`revision`/u,
    );
    assert.equal(read('revision = f()\ndown_revision = None\n').problem?.rule, 'unanalyzable');
    assert.equal(read('revision = 1\ndown_revision = None\n').problem?.rule, 'unanalyzable');
  });

  it('keeps a revision whose id is illegal, with its problem', () => {
    const { revision, problem } = read('revision = "a-b"\ndown_revision = None\n');
    assert.equal(revision?.revision, 'a-b');
    assert.equal(problem?.rule, 'revision-id-illegal');
    assert.match(
      read('revision = "a:b"\ndown_revision = None\n').problem?.message ?? '',
      /1\.17\.1/u,
    );
  });

  it('takes the files that Alembic takes', () => {
    const text = 'revision = "a"\ndown_revision = None\n';
    for (const name of ['__init__.py', '__init__x.py', '.#a.py', 'a.pyc', 'README']) {
      assert.deepEqual(readRevision(`/p/${name}`, text), { ignored: true });
    }
    assert.ok('revision' in readRevision('C:\\p\\a b.py', text));
    const legacy = read('down_revision = "a"\n', '/p/1f2e.py');
    assert.equal(legacy.revision?.revision, '1f2e');
    assert.equal(read('x = 1\n', '/p/1f2e.py').problem?.rule, 'not-a-revision');
  });

  const messages: Readonly<Record<string, string>> = {
    '"""add x\n\nRevises: a\n"""\n': 'add x',
    '"""\n  add x\n  and y\n\nRevises: a\n"""\n': 'add x\n  and y',
    '"""add x\r\n\r\nRevises: a\r\n"""\r\n': 'add x',
    "# comment\n\n'add x'\n": 'add x',
    '"""add \\x41"""\n': 'add A',
    '("a" "b")\n': 'ab',
    'r"""a\\n"""\n': 'a\\n',
    'f"""a"""\n': '',
    'import os\n"""not a docstring"""\n': '',
    '': '',
    '"""a"""\n__doc__ = "b"\n': 'b',
  };
  for (const [docstring, message] of Object.entries(messages)) {
    it(`takes the message of ${JSON.stringify(docstring)}`, () => {
      const text = `${docstring}revision = "b"\ndown_revision = "a"\n`;
      assert.equal(revisionOf(text).message, message);
    });
  }

  it('knows the places of the identifiers', () => {
    const text = '"""x"""\r\n\r\nrevision: str = "b"\r\ndown_revision = ("a",\r\n  "c")\r\n';
    const { line, places } = revisionOf(text);
    assert.equal(line, 3);
    const at = ({ from, to }: { from: number; to: number }): string => text.slice(from, to);
    assert.equal(at(places.revision), '"b"');
    assert.equal(places.down && at(places.down), '("a",\r\n  "c")');
    assert.equal(places.dependsOn, undefined);
  });
});
