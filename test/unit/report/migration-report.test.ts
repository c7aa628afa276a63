import assert from 'node:assert/strict';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { markdownCode, markdownText } from '../../../src/core/report/markdown-text.js';
import type { MigrationReport, RevisionReport } from '../../../src/core/report/migration-report.js';
import { attentionOf } from '../../../src/core/report/migration-report-attention.js';
import { reportMarkdown } from '../../../src/core/report/migration-report-markdown.js';
import { reportHtml } from '../../../src/editor/panels/report-html.js';
import { sqlChanges } from '../../support/sql-changes.js';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const tree = (text: string): Node =>
  fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

/** All nodes of a document in their order. */
const nodes = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodes)];

const shown = (text: string): string =>
  nodes(tree(text))
    .filter(({ value, type }) => value !== undefined && value !== '<!-- -->' && type !== 'html')
    .map(({ value }) => value)
    .join('');

const hostile = [
  'a | b',
  '`; rm -rf /`',
  '``` three',
  '<script>alert(1)</script>',
  '<!-- hidden',
  '[click](https://evil.example)',
  '![pixel](https://evil.example/p.png)',
  '**bold** _under_ ~~gone~~ snake_case_name',
  'ping @maintainer in #12 and GH-7',
  '&lt;b&gt; \\| \\',
  '- item',
  '$x$ {y} ^z^',
  'www.evil.example http://evil.example',
];

const revision = (words: string): RevisionReport => ({
  revision: words,
  message: words,
  file: words,
  applied: true,
  verification: [{ state: 'fails', expectation: words, detail: words, line: 3 }],
  data: [{ what: words, line: 4, state: 'cannot tell', verdict: words, counts: [words] }],
  attention: [{ kind: 'unique', what: words, note: words, line: 5 }],
  findings: [
    { rule: 'a-rule', severity: 'error', file: words, line: 6, message: words, help: words },
  ],
  unread: [{ line: 7, reason: words }],
});

const reportOf = (...words: string[]): MigrationReport => ({
  database: { database: words[0] ?? '', host: words[0] ?? '', serverVersion: 150018 },
  current: words.map((word) => ({ revision: word, labels: ['head'], known: false })),
  pending: words,
  revisions: words.map(revision),
  toDo: words.map((word) => ({
    rule: 'another-rule',
    severity: 'warning',
    file: word,
    line: 8,
    message: word,
    help: word,
  })),
});

describe('the report', () => {
  for (const words of hostile) {
    it(`shows ${JSON.stringify(words)} as it is`, () => {
      assert.equal(shown(`x ${markdownText(words)}`), `x ${words}`);
      assert.equal(
        shown(`x ${markdownCode(words.replaceAll('|', '/'))}`),
        `x ${words.replaceAll('|', '/')}`,
      );
    });

    it(`keeps its tables with ${JSON.stringify(words)} in them`, () => {
      const all = nodes(tree(reportMarkdown(reportOf(words))));
      const kinds = new Set(all.map(({ type }) => type));
      for (const kind of ['link', 'image', 'strong', 'emphasis', 'code'])
        assert.ok(!kinds.has(kind), kind);
      assert.deepEqual(
        all.filter(({ type, value }) => type === 'html' && value !== '<!-- -->'),
        [],
      );
      const rows = all.filter(({ type }) => type === 'tableRow');
      assert.deepEqual(
        rows.map(({ children }) => children?.length),
        [5, 5, 3, 3, 4, 4, 4, 4],
      );
      const cells = rows.flatMap(({ children = [] }) => children);
      assert.ok(cells.some((cell) => shownCell(cell) === words));
    });

    it(`is a page in which ${JSON.stringify(words)} is text`, () => {
      const html = reportHtml(reportOf(words, 'b'), 'N0NCE');
      const tags = [...html.matchAll(/<(\/?\w+)/gu)].map(([, tag]) => tag);
      const plain = reportHtml(reportOf('a', 'b'), 'N0NCE');
      assert.deepEqual(
        tags,
        [...plain.matchAll(/<(\/?\w+)/gu)].map(([, tag]) => tag),
      );
    });
  }

  it('lets no script run but its own', () => {
    const html = reportHtml(reportOf('a'), 'N0NCE');
    assert.match(html, /default-src &#39;none&#39;; style-src &#39;nonce-N0NCE&#39;/u);
    assert.deepEqual(html.match(/<script[^>]*>/gu), ['<script nonce="N0NCE">']);
    assert.doesNotMatch(html, /\son\w+=|javascript:|https?:/u);
  });

  it('names several revisions, and leaves out what nobody has looked at', () => {
    const two = { ...reportOf('a', 'b'), toDo: undefined };
    const text = reportMarkdown(two);
    assert.match(text, /^# Migrations\n/u);
    assert.match(text, /\n## a\n[^]*\n## b\n/u);
    assert.doesNotMatch(text, /To do/u);
    assert.match(reportMarkdown({ ...two, toDo: [] }), /Nothing: models and schemas are along/u);
  });
});

const shownCell = (cell: Node): string =>
  nodes(cell)
    .map(({ type, value }) => (type === 'html' ? '' : (value ?? '')))
    .join('');

describe('what needs attention', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, RegExp])[]])[] = [
    [
      'ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE SET NULL NOT VALID',
      [
        [
          'foreign key',
          /^foreign key f \(b_id\) to b \(id\) ON DELETE SET NULL on a\|.*NULL; rows from before/u,
        ],
      ],
    ],
    [
      'ALTER TABLE a ADD COLUMN b_id int REFERENCES b (id)',
      [['foreign key', /cannot be deleted while rows of a refer to it/u]],
    ],
    [
      'ALTER TABLE a DROP CONSTRAINT f',
      [['unique', /constraint f of a\|.*not say of which kind/u]],
    ],
    ['ALTER TABLE a ADD UNIQUE (x)', [['unique', /^unique constraint \(x\) on a\|$/u]]],
    [
      'CREATE UNIQUE INDEX u ON a (x) WHERE x > 0',
      [['unique', /^unique index u on a \(x\) where/u]],
    ],
    ['CREATE INDEX i ON a (x)', []],
    ['ALTER TABLE a ALTER x SET NOT NULL', [['not null', /^NOT NULL on a\.x\|$/u]]],
    [
      'ALTER TABLE a ALTER x DROP NOT NULL',
      [['not null', /^no NOT NULL on a\.x\|NULL is allowed/u]],
    ],
    ['ALTER TABLE a ADD x int NOT NULL DEFAULT 0', [['not null', /^NOT NULL column a\.x\|$/u]]],
    ['ALTER TABLE a ADD x int', []],
    ['DROP TABLE a', [['loss', /^drops the table a with its data\|$/u]]],
    ['TRUNCATE a', [['loss', /^empties a\|$/u]]],
    [
      'CREATE TABLE n (id int PRIMARY KEY, x int NOT NULL UNIQUE, b_id int REFERENCES b ON DELETE CASCADE)',
      [
        ['unique', /^unique constraint \(x\) on n\|$/u],
        ['foreign key', /deleting a row of b deletes its rows of n$/u],
      ],
    ],
    ['SELECT 1', []],
  ];
  for (const [sql, expected] of cases) {
    it(sql, async () => {
      const found = attentionOf(await sqlChanges(sql));
      assert.deepEqual(
        found.map(({ kind }) => kind),
        expected.map(([kind]) => kind),
      );
      for (const [index, [, pattern]] of expected.entries()) {
        const item = found[index];
        assert.match(`${item?.what ?? ''}|${item?.note ?? ''}`, pattern);
      }
    });
  }
});
