import assert from 'node:assert/strict';
import type { Verification } from '../../../src/actions/types.js';
import { readBody } from '../../../src/core/revisions/read-body.js';
import { lensTitles } from '../../../src/editor/lenses/lens-titles.js';
import type { ProjectState } from '../../../src/editor/shared/analysis.js';
import { connectedAt, numbered, projectState } from './project-states.js';

const FULL =
  'def upgrade():\n    op.drop_table("t")\n\ndef downgrade():\n    op.create_table("t")\n';

function titles(state: ProjectState, id: string, text = FULL, trusted = true): string[] {
  const revision = state.graph.revisions.get(id);
  assert.ok(revision, `there is a revision ${id}`);
  return lensTitles(state, revision, readBody(text), trusted).map(({ over, title }) => {
    return `${over}: ${title.replace(/\$\([^)]*\) /gu, '')}`;
  });
}

describe('lens titles', () => {
  let line: ProjectState;
  before(async () => {
    line = await projectState(numbered(5));
  });

  it('ask where the database was not asked', () => {
    assert.deepEqual(titles(line, '003'), [
      'upgrade: Apply…',
      'upgrade: Verify…',
      'downgrade: Roll back…',
    ]);
  });

  it('say how many revisions an apply would run', () => {
    const at2 = connectedAt(line, '002');
    assert.deepEqual(titles(at2, '003'), ['upgrade: Apply', 'downgrade: Not applied']);
    assert.deepEqual(titles(at2, '005'), [
      'upgrade: Apply 3 revisions up to this one',
      'downgrade: Not applied',
    ]);
  });

  it('name what a roll back undoes, in its order', () => {
    const at5 = connectedAt(line, '005');
    assert.deepEqual(titles(at5, '004'), [
      'upgrade: Applied',
      'upgrade: Verify',
      'downgrade: Roll back 005, 004',
    ]);
    assert.equal(titles(at5, '001').at(-1), 'downgrade: Roll back 005, 004, 003 and 2 more');
  });

  it('name only what stands on the revision, at branches', async () => {
    const tree = await projectState([
      { id: 'a' },
      { id: 'b', down: 'a' },
      { id: 'c', down: 'a' },
      { id: 'm', down: ['b', 'c'] },
      { id: 'x', down: 'c' },
    ]);
    assert.equal(titles(connectedAt(tree, 'm'), 'b').at(-1), 'downgrade: Roll back m, b');
    assert.equal(titles(connectedAt(tree, 'b', 'c'), 'b').at(-1), 'downgrade: Roll back b');
  });

  it('say that a downgrade() is empty', () => {
    const text = 'def upgrade():\n    op.drop_table("t")\n\ndef downgrade():\n    pass\n';
    const [last] = titles(connectedAt(line, '005'), '005', text).slice(-1);
    assert.equal(last, 'downgrade: Roll back 005 (downgrade() is empty)');
  });

  it('stand only over functions that are there', () => {
    assert.deepEqual(titles(line, '003', 'def downgrade():\n    pass\n').length, 1);
    assert.deepEqual(titles(line, '003', ''), []);
  });

  it('say what is broken instead of offering what would fail', async () => {
    const broken = await projectState([...numbered(2), { id: '009', down: '008' }]);
    assert.deepEqual(titles(broken, '009'), [
      'upgrade: Apply: parent missing',
      'downgrade: Roll back: parent missing',
    ]);
    assert.equal(titles(broken, '002')[0], 'upgrade: Apply: parent missing');
  });

  it('offer nothing that runs in an untrusted workspace', () => {
    const revision = line.graph.revisions.get('005');
    assert.ok(revision);
    const lenses = lensTitles(connectedAt(line, '005'), revision, readBody(FULL), false);
    assert.deepEqual(
      [...new Set(lenses.map(({ command }) => command))],
      ['workbench.trust.manage'],
    );
  });

  it('offer one run at a time', () => {
    const running = { ...connectedAt(line, '005'), running: { verb: 'Applying', revision: '005' } };
    assert.deepEqual(titles(running, '005'), ['upgrade: Applying…', 'downgrade: Applying…']);
  });

  it('show the last verification', () => {
    const row = { expectation: 'x', detail: '', line: 1, range: undefined };
    const verification: Verification = {
      revision: '005',
      file: '',
      expected: 'applied',
      rows: [
        { ...row, state: 'holds' },
        { ...row, state: 'holds' },
        { ...row, state: 'fails' },
      ],
    };
    const state = { ...connectedAt(line, '005'), verifications: new Map([['005', verification]]) };
    assert.deepEqual(titles(state, '005').slice(1, 3), [
      'upgrade: Verification: 1 fails, 2 hold',
      'upgrade: Verify again',
    ]);
  });
});
