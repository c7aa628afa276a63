import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findingGithub } from '../../../src/core/report/findings-github.js';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { cli, cliWithInput } from '../../support/cli.js';

const schemas = path.resolve(import.meta.dirname, '../../fixtures/schemas');
const example = path.resolve(import.meta.dirname, '../../../example/hartomat/backend');

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly { readonly physicalLocation: { readonly region: Region } }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly fixes?: readonly {
        readonly description: { readonly text: string };
        readonly artifactChanges: readonly {
          readonly replacements: readonly {
            readonly deletedRegion: Region;
            readonly insertedContent: { readonly text: string };
          }[];
        }[];
      }[];
    }[];
  }[];
}

function validated(schema: string, text: string): unknown {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(
    JSON.parse(readFileSync(path.join(schemas, `${schema}.schema.json`), 'utf8')) as object,
  );
  const value: unknown = JSON.parse(text);
  assert.ok(validate(value), ajv.errorsText(validate.errors));
  return value;
}

describe('formats of check', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alembic-pilot-formats-')));
    cpSync(example, path.join(folder, 'backend'), { recursive: true });
    file = path.join(folder, 'backend/alembic/versions/060_add_ü.py');
    write('');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const index = `op.execute('CREATE INDEX ON orders (id)')`;
  const source = (before: string) =>
    `from alembic import op\n\nrevision = '060'\ndown_revision = '059'\n\n\n` +
    `def upgrade():\n${before}    ${index}\n    ${index}\n\n\ndef downgrade():\n    pass\n`;
  const write = (before: string) => {
    writeFileSync(file, source(before));
  };
  const check = async (format: string, ...argv: string[]) =>
    (await cli('check', folder, '--all', '--format', format, ...argv)).stdout;

  describe('sarif', () => {
    it('is what the specification says, and names every rule', async () => {
      const { runs } = validated('sarif-2.1.0-part', await check('sarif')) as Sarif;
      const rules = runs[0]?.tool.driver.rules.map(({ id }) => id) ?? [];
      for (const { id } of allRules) assert.ok(rules.includes(id), id);
      assert.ok((runs[0]?.results.length ?? 0) > 10);
      for (const { ruleId, ruleIndex } of runs[0]?.results ?? [])
        assert.equal(rules[ruleIndex], ruleId);
    });

    it('is as valid for SQL on standard input, and for nothing found', async () => {
      const run = (sql: string) =>
        cliWithInput(sql, 'check', folder, '--stdin-sql', '--format', 'sarif');
      const found = validated(
        'sarif-2.1.0-part',
        (await run('CREATE INDEX i ON t (a)')).stdout,
      ) as Sarif;
      assert.deepEqual(
        found.runs[0]?.results.map(({ ruleId }) => ruleId),
        ['index-not-concurrent'],
      );
      const none = validated('sarif-2.1.0-part', (await run('SELECT 1')).stdout) as Sarif;
      assert.deepEqual(none.runs[0]?.results, []);
    });

    it('carries fixes that say the same as --fix does', async () => {
      const log = JSON.parse(await check('sarif', '--rule', 'missing-downgrade')) as Sarif;
      const [change] =
        log.runs[0]?.results.at(-1)?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
      assert.ok(change);
      const lines = readFileSync(file, 'utf8').split('\n');
      const offset = (line: number, at: number) =>
        lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + at - 1;
      const { startLine, startColumn, endLine, endColumn } = change.deletedRegion;
      const text = lines.join('\n');
      const expected =
        text.slice(0, offset(startLine, startColumn)) +
        change.insertedContent.text +
        text.slice(offset(endLine, endColumn));
      await cli('check', folder, '--all', '--fix', '--rule', 'missing-downgrade');
      assert.equal(readFileSync(file, 'utf8'), expected);
    });
  });

  describe('github', () => {
    it('escapes what would end a property or a message', () => {
      const finding = {
        rule: 'a-rule',
        severity: 'hint',
        file: 'a,b:c%/ü.py',
        line: 3,
        column: 5,
        endLine: 3,
        endColumn: 9,
        revision: null,
        message: '100 % of a::b,\r\nc',
        help: 'Do: this.',
        fixes: [],
      } as const;
      assert.equal(
        findingGithub(finding),
        '::notice file=a%2Cb%3Ac%25/ü.py,line=3,endLine=3,col=5,endColumn=9,title=a-rule::100 %25 of a::b,%0D%0Ac%0ADo: this.',
      );
      assert.match(
        findingGithub({ ...finding, severity: 'error', endLine: 4 }),
        /^::error file=[^ ]*,line=3,endLine=4,title=a-rule::/u,
      );
    });

    it('prints one line per finding', async () => {
      const lines = (await check('github', '--rule', 'index-not-concurrent')).trimEnd().split('\n');
      assert.deepEqual(
        lines.filter((line) => line.includes('060')).map((line) => line.replace(/::[^:]*$/u, '')),
        [8, 9].map(
          (line) =>
            `::warning file=backend/alembic/versions/060_add_ü.py,line=${line},endLine=${line},col=17,endColumn=29,title=index-not-concurrent`,
        ),
      );
    });
  });

  describe('gitlab', () => {
    const prints = (text: string) =>
      (
        validated('gitlab-code-quality', text) as readonly {
          readonly fingerprint: string;
          readonly location: { readonly lines: { readonly begin: number } };
        }[]
      ).map(({ fingerprint, location }) => ({ fingerprint, line: location.lines.begin }));

    it('is what GitLab reads, each fingerprint once', async () => {
      const all = prints(await check('gitlab'));
      assert.ok(all.length > 10);
      assert.equal(new Set(all.map(({ fingerprint }) => fingerprint)).size, all.length);
      assert.deepEqual(prints(await check('gitlab', '--preset', 'off')), []);
    });

    it('keeps the fingerprints of findings that move', async () => {
      const rule = ['--rule', 'index-not-concurrent'];
      const before = prints(await check('gitlab', ...rule)).slice(-2);
      write('    # A remark.\n\n');
      const after = prints(await check('gitlab', ...rule)).slice(-2);
      assert.deepEqual(
        after.map(({ fingerprint }) => fingerprint),
        before.map(({ fingerprint }) => fingerprint),
      );
      assert.deepEqual(
        after.map(({ line }) => line),
        before.map(({ line }) => line + 2),
      );
    });
  });
});
