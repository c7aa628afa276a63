import assert from 'node:assert/strict';
import type { RunPlan, RunResult, VerdictRow, Verification } from '../../../src/actions/types.js';
import { confirmation } from '../../../src/editor/commands/confirmation.js';
import { resultText } from '../../../src/editor/commands/result-text.js';
import { databaseRows } from '../../../src/editor/database/database-rows.js';
import { marks } from '../../../src/editor/marks/mark-rows.js';
import { databaseOf } from '../../../src/editor/shared/analysis.js';
import { verificationHtml } from '../../../src/editor/panels/verification-html.js';
import { verificationSum } from '../../../src/editor/shared/verification-sum.js';
import { connectedAt, numbered, projectState } from './project-states.js';

function row(state: VerdictRow['state'], line: number | undefined, detail = ''): VerdictRow {
  return { state, line, detail, expectation: `something <b>${state}</b>`, range: undefined };
}

const mixed: Verification = {
  revision: '060',
  file: '/x/060.py',
  expected: 'applied',
  rows: [
    row('holds', undefined),
    row('holds', 3),
    row('fails', 3, 'column "a" is <text>'),
    row('holds', 5),
    row('cannot tell', 7, 'timed out'),
    row('superseded', 9, 'by 061'),
  ],
};

describe('a verification', () => {
  it('is summed in a few words, the worst first', () => {
    assert.deepEqual(verificationSum(mixed), {
      icon: 'error',
      text: 'Verification: 1 fails, 1 cannot tell, 3 hold, 1 superseded',
      fails: true,
    });
    const good = { ...mixed, rows: [row('holds', 1), row('holds', 2)] };
    assert.equal(verificationSum(good).text, 'Verified: 2 hold');
    assert.equal(verificationSum({ ...good, expected: 'undone' }).text, 'Verified undone: 2 hold');
    assert.equal(verificationSum({ ...good, rows: [] }).text, 'Verified: nothing to check');
  });

  it('is marked once for each line, by its worst verdict', () => {
    assert.deepEqual(
      marks(mixed).map(({ line, state, text }) => [line, state, text]),
      [
        [3, 'fails', '✗ fails: column "a" is <text>'],
        [5, 'holds', '✓ holds'],
        [7, 'cannot tell', '? cannot tell: timed out'],
        [9, 'superseded', '↷ superseded: by 061'],
      ],
    );
    assert.equal(marks(mixed)[0]?.hover.length, 2);
  });

  it('is a page where every text is text, and only our script runs', () => {
    const evil = { ...mixed, revision: '"><script>alert(1)</script>' };
    const html = verificationHtml([evil], {
      nonce: 'abc',
      titles: new Map([[evil.revision, '<img src=x onerror=alert(1)>']]),
      database: '</p><script>alert(2)</script>',
    });
    assert.equal(html.match(/<script/gu)?.length, 1);
    assert.ok(html.includes('<script nonce="abc">'));
    assert.doesNotMatch(html, /<img|<b>|<text>/u);
    assert.match(html, /default-src &#39;none&#39;/u);
    assert.doesNotMatch(html, /unsafe-inline| style="| onclick=/u);
    assert.equal(html.match(/<th scope="col">/gu)?.length, 4);
  });

  it('that is no longer true is not shown as if it were', () => {
    const frame = { nonce: 'abc', titles: new Map([['060', '060 add hash']]), database: '' };
    const html = verificationHtml([{ revision: '060' }], frame);
    assert.match(html, /060 add hash/u);
    assert.match(html, /Not verified any more/u);
    assert.doesNotMatch(html, /<table>/u);
  });
});

describe('the dialog before a run', () => {
  it('says what, where, and what to know', async () => {
    const state = connectedAt(await projectState(numbered(3)), '001');
    const plan: RunPlan = {
      direction: 'upgrade',
      command: { file: 'alembic', args: [], cwd: '/', env: {} },
      arguments: [],
      revisions: ['002', '003'],
      identity: {
        database: 'app',
        systemIdentifier: undefined,
        host: 'db.example',
        user: 'ann',
        serverVersion: 150_018,
      },
      warnings: ['003 drops  the table t'],
    };
    const { question, detail, button } = confirmation(state, plan, '.venv/bin/python');
    assert.equal(question, 'Apply 2 revisions on the database "app"?');
    assert.equal(button, 'Apply');
    for (const part of [
      '• 002 change 2',
      '• 003 change 3',
      'db.example',
      'ann',
      'PostgreSQL 15',
      '.venv/bin/python',
      '⚠ 003 drops the table t',
    ])
      assert.ok(detail.includes(part), part);
    const many = { ...plan, revisions: Array.from({ length: 40 }, (_, n) => String(n)) };
    assert.match(confirmation(state, many, '').detail, /and 28 more/u);
  });

  it('of a stamp says from where to where, and that nothing runs', async () => {
    const state = connectedAt(await projectState(numbered(3)), '001');
    assert.ok(state.connection.kind === 'connected');
    const stamp = (revisions: readonly string[], ...args: string[]) =>
      confirmation(
        state,
        {
          direction: 'stamp',
          command: { file: 'alembic', args: [], cwd: '/', env: {} },
          arguments: ['stamp', ...args],
          revisions,
          identity: databaseOf(state)?.identity ?? assert.fail(),
          warnings: [],
        },
        'python',
      );
    const { question, detail, button } = stamp(['001'], '003');
    assert.equal(question, 'Stamp the database "app" with 003 change 3?');
    assert.equal(button, 'Stamp');
    assert.match(detail, /The version table will say 003 instead of 001\./u);
    assert.match(detail, /No migration is run: the schema stays as it is\./u);
    assert.doesNotMatch(detail, /•/u);
    const base = stamp(['001'], 'base');
    assert.match(base.question, /with base\?$/u);
    assert.match(base.detail, /The version table will be empty; it says 001 now\./u);
    assert.match(stamp([], '--purge', '003').detail, /will say 003; it is empty now\./u);
  });
});

describe('the notification after a run', () => {
  it('says what is true now', async () => {
    const state = connectedAt(await projectState(numbered(3)), '002');
    assert.ok(state.connection.kind === 'connected');
    const result: RunResult = {
      outcome: 'done',
      plan: undefined,
      ran: ['002'],
      failure: undefined,
      state: state.connection.state,
      verifications: [{ ...mixed, rows: [row('holds', 1)] }],
    };
    assert.deepEqual(resultText(result), {
      severity: 'info',
      text: 'Applied 002. Verified: 1 holds.',
    });
    const plan: RunPlan = {
      direction: 'downgrade',
      command: { file: 'alembic', args: [], cwd: '/', env: {} },
      arguments: [],
      revisions: ['002'],
      identity: state.connection.state.identity,
      warnings: [],
    };
    assert.equal(
      resultText({ ...result, plan })?.text,
      'Rolled back 002. Verified undone: 1 holds.',
    );
    assert.equal(
      resultText({ ...result, plan: { ...plan, direction: 'stamp' }, ran: [], verifications: [] })
        ?.text,
      'Stamped. The database is at 002.',
    );
    const failing = resultText({ ...result, verifications: [mixed] });
    assert.equal(failing?.severity, 'warning');
    const failure = { title: 'It failed.', cause: 'Because.', whatToDo: 'Mend it.' };
    const failed = resultText({ ...result, outcome: 'failed', failure });
    assert.equal(failed?.severity, 'error');
    assert.match(failed.text, /It failed\..*Because\..*Mend it\..*The database is at 002\./su);
    assert.equal(resultText({ ...result, outcome: 'refused' }), undefined);
    assert.match(
      resultText({ ...result, outcome: 'cancelled' })?.text ?? '',
      /^Cancelled\..*at 002/u,
    );
  });
});

describe('the Database view', () => {
  it('is empty, which shows the welcome content, until the user connects', async () => {
    const state = await projectState(numbered(3));
    assert.deepEqual(
      databaseRows({ ready: true, trusted: true, projects: [state], checks: new Map() }),
      [],
    );
    const connected = connectedAt(state, '002');
    assert.deepEqual(
      databaseRows({ ready: true, trusted: false, projects: [connected], checks: new Map() }),
      [],
    );
    const rows = databaseRows({
      ready: true,
      trusted: true,
      projects: [connected],
      checks: new Map(),
    });
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} ${description}`.trim()),
      [
        'app localhost, as ann',
        'At 002',
        '1 revision pending click to apply',
        'Server PostgreSQL 18.4',
        'Runner not chosen yet',
      ],
    );
  });

  it('says why it cannot connect, and what to do', async () => {
    const failure = { title: 'No server.', cause: 'Refused.', whatToDo: 'Start it.' };
    const state = await projectState(numbered(1), { connection: { kind: 'failed', failure } });
    const labels = databaseRows({
      ready: true,
      trusted: true,
      projects: [state],
      checks: new Map(),
    }).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 4), ['No server.', 'Refused.', 'Start it.', 'Try again']);
  });

  it('has a row for each of several projects', async () => {
    const one = await projectState(numbered(1));
    const two = { ...connectedAt(one, '001'), key: 'two', name: 'second' };
    const rows = databaseRows({
      ready: true,
      trusted: true,
      projects: [one, two],
      checks: new Map(),
    });
    assert.deepEqual(
      rows.map(({ label, children }) => [label, children?.[0]?.label]),
      [
        ['backend', 'Not connected'],
        ['second', 'app'],
      ],
    );
  });
});
