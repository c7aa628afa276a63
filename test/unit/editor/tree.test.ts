import assert from 'node:assert/strict';
import type { Analysis, ProjectState } from '../../../src/editor/shared/analysis.js';
import { rowLabels } from '../../../src/editor/tree/tree-labels.js';
import { childNodes, nodeId, parentNode } from '../../../src/editor/tree/tree-nodes.js';
import type { TreeNode } from '../../../src/editor/tree/tree-nodes.js';
import { createDate, escapeMarkdown, revisionTooltip } from '../../../src/editor/tree/tooltip.js';
import { connectedAt, numbered, projectState } from './project-states.js';

const analysis = (state: ProjectState): Analysis => ({
  ready: true,
  trusted: true,
  projects: [state],
  checks: new Map(),
});

function rows(state: ProjectState, parent?: TreeNode): string[] {
  const label = rowLabels(state);
  return childNodes(analysis(state), parent ?? { kind: 'project', project: 'key' })
    .map(label)
    .map((row) => `${row.icon} | ${row.label} | ${row.description}`);
}

describe('the Migrations view', () => {
  it('shows a history newest first, with words while no database is known', async () => {
    const state = await projectState(numbered(3));
    assert.deepEqual(rows(state), [
      'arrow-circle-up | 003 (head) change 3 | ',
      'git-commit | 002 change 2 | ',
      'git-commit | 001 change 1 | ',
    ]);
  });

  it('shows what is current, applied and pending once it is known', async () => {
    const state = connectedAt(await projectState(numbered(3)), '002');
    assert.deepEqual(rows(state), [
      'circle-outline | 003 (pending, head) change 3 | ',
      'pass-filled | 002 (current) change 2 | ',
      'check | 001 change 1 | applied',
    ]);
  });

  it('says of a project first what is to be done, so that a narrow side bar shows it', async () => {
    const state = await projectState(numbered(3));
    const said = (one: ProjectState): string =>
      rowLabels(one)({ kind: 'project', project: 'key' }).description;
    assert.equal(said(state), 'head 003 · next 004 · not connected');
    assert.equal(said(connectedAt(state, '002')), '1 pending · at 002 · head 003 · next 004');
    assert.equal(said(connectedAt(state)), '3 pending · empty database · head 003 · next 004');
    assert.equal(said(connectedAt(state, '003')), 'nothing pending · head 003 · next 004');
    assert.equal(said(connectedAt(state, 'x')), 'at unknown x · head 003 · next 004');
    const running = { verb: 'Applying', revision: '003' };
    assert.match(said({ ...connectedAt(state, '002'), running }), /^applying… · /u);
  });

  it('shows branch points, merge points and both heads', async () => {
    const tree = [{ id: 'a' }, { id: 'b', down: 'a' }, { id: 'c', down: 'a' }];
    const two = await projectState(tree);
    assert.match(rows(two).join('\n'), /repo-forked \| a \(branch point\) \| /u);
    const [project] = childNodes(analysis(two));
    assert.ok(project);
    assert.match(rowLabels(two)(project).description, /^2 heads: /u);
    const merged = await projectState([...tree, { id: 'm', down: ['b', 'c'] }]);
    assert.equal(rows(merged)[0], 'arrow-circle-up | m (head, merge point) | ');
  });

  it('puts problems first, each at its file and line', async () => {
    const state = await projectState([...numbered(2), { id: '009', down: '008' }]);
    const [problems] = childNodes(analysis(state), { kind: 'project', project: 'key' });
    assert.equal(problems?.kind, 'problems');
    const [problem] = childNodes(analysis(state), problems);
    assert.ok(problem?.kind === 'problem');
    assert.match(problem.problem.file, /009\.py$/u);
    assert.ok(problem.problem.line > 1);
    assert.match(rows(state).join('\n'), /^error \| 009 \(broken, head\) \| $/mu);
  });

  it('shows a database at a revision that no file has', async () => {
    const state = connectedAt(await projectState(numbered(2)), 'feedbeef');
    assert.match(rows(state)[0] ?? '', /^warning \| Database is at feedbeef \| no file/u);
    assert.ok(!rows(state).some((row) => row.includes('pending')), 'what is pending is not known');
  });

  it('pages 10,000 revisions and finds each of them from its row', async function () {
    this.timeout(120_000);
    const state = await projectState(numbered(10_000));
    const all = analysis(state);
    const project: TreeNode = { kind: 'project', project: 'key' };
    const top = childNodes(all, project);
    assert.equal(top.length, 100 + 99);
    const revision: TreeNode = { kind: 'revision', project: 'key', revision: '001' };
    const group = parentNode(all, revision);
    assert.ok(group?.kind === 'older');
    const ids = childNodes(all, group).map(nodeId);
    assert.equal(ids.length, 100);
    assert.ok(ids.includes(nodeId(revision)));
    assert.ok(top.map(nodeId).includes(nodeId(group)));
    assert.deepEqual(parentNode(all, group), project);
    assert.equal(rowLabels(state)(group).label, 'Older: 100 to 001');
  });

  it('has an id of its own for every row', async () => {
    const state = connectedAt(await projectState([...numbered(3), { id: '9', down: '8' }]), 'x');
    const nodes = childNodes(analysis(state), { kind: 'project', project: 'key' });
    assert.equal(new Set(nodes.map(nodeId)).size, nodes.length);
  });

  it('tells the rest in a tooltip that is safe Markdown', async () => {
    const state = await projectState([
      { id: 'a' },
      { id: 'b', down: 'a', message: 'drop *all* [x](command:evil)' },
    ]);
    const revision = state.graph.revisions.get('b');
    assert.ok(revision);
    const text = revisionTooltip(state, revision, 'versions/b.py', '2024-01-02 03:04');
    assert.match(text, /Revises: `a`/u);
    assert.match(text, /File: `versions\/b\.py`/u);
    assert.ok(text.includes('drop \\*all\\* \\[x\\]\\(command:evil\\)'));
  });

  it('reads the date of a docstring', () => {
    assert.equal(
      createDate('"""x\n\nCreate Date: 2024-01-02 03:04:05\n\n"""'),
      '2024-01-02 03:04:05',
    );
    assert.equal(createDate('revision = 1'), undefined);
    assert.equal(escapeMarkdown('$(zap)'), '\\$\\(zap\\)');
  });
});
