import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBody } from '../../../src/core/revisions/read-body.js';
import { maskSql } from '../../../src/core/sql/mask.js';
import { TextOffsets } from '../../../src/core/sql/offsets.js';
import { readSql, type SqlPart } from '../../../src/core/sql/read-sql.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import { tokensOf } from '../../../src/core/sql/tokens.js';
import type { StringValue } from '../../../src/core/python/value.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

/** A string that stands in a file as it is, at offset 0. */
const literal = (value: string): StringValue => ({
  kind: 'string',
  value,
  holes: [],
  pieces: [{ value: 0, source: 0, length: value.length }],
  range: { from: 0, to: value.length },
});

const textWithEmoji = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    "'",
    '"',
    '$',
    '\\',
    '\n',
    'é',
    '中',
    '😀',
    ':',
    '%',
    '-',
    '/',
    '*',
    ';',
    '(',
    '1',
  ),
  maxLength: 60,
});

describe('SQL in Python strings', () => {
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });

  /** What a migration whose upgrade() is `op.execute(<argument>)` shows of its SQL. */
  function read(argument: string): { parts: SqlPart[]; shown: (part: SqlPart) => string } {
    const text = `from alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    x = y()\n    op.execute(${argument})\n`;
    const sql = readBody(text).upgrade?.operations[0]?.sql;
    assert.ok(sql, argument);
    const parts = readSql(sql, parser);
    return { parts, shown: ({ range }) => text.slice(range.from, range.to) };
  }

  const statements: readonly (readonly [argument: string, ...shown: string[]])[] = [
    ['"SELECT 1"', 'SELECT 1'],
    ['"SELECT 1; SELECT 2;"', 'SELECT 1', 'SELECT 2'],
    [
      '"""\n  -- a comment; with a semicolon\n  SELECT 1 ;\n\n  /* x */ SELECT 2\n"""',
      'SELECT 1',
      'SELECT 2',
    ],
    [`"SELECT '😀'; SELECT 'é'; SELECT 3"`, "SELECT '😀'", "SELECT 'é'", 'SELECT 3'],
    [`"SELECT '\\n\\U0001F600'; SELECT 4"`, "SELECT '\\n\\U0001F600'", 'SELECT 4'],
    [`"SELECT 1; " "SELECT 2"`, 'SELECT 1', 'SELECT 2'],
    [`r"SELECT '\\d'; SELECT 5"`, "SELECT '\\d'", 'SELECT 5'],
    [`sa.text("SELECT :a, b::text; SELECT 6")`, 'SELECT :a, b::text', 'SELECT 6'],
    [`f"SELECT 1; SELECT {x}"`, 'SELECT 1', 'SELECT {x}'],
    [`"SELECT $$a;b$$; SELECT $x$ $$ ; $x$"`, 'SELECT $$a;b$$', 'SELECT $x$ $$ ; $x$'],
    [`"DO $$ BEGIN PERFORM 1; END $$; SELECT 7"`, 'DO $$ BEGIN PERFORM 1; END $$', 'SELECT 7'],
  ];
  for (const [argument, ...expected] of statements) {
    it(`finds the statements of ${argument.replaceAll('\n', '⏎')}`, () => {
      const { parts, shown } = read(argument);
      assert.deepEqual(
        parts
          .filter((part) => 'message' in part)
          .map((part) => ('message' in part ? part.message : '')),
        [],
      );
      assert.deepEqual(parts.map(shown), expected);
    });
  }

  const errors: readonly (readonly [argument: string, word: string])[] = [
    ['"SELECT 1 frm x y"', 'x'],
    [`"SELECT '😀é' frm wrong y"`, 'wrong'],
    [`"SELECT '\\n\\u00e9' frm wrong y"`, 'wrong'],
    [`"SELECT '中' " "frm wrong y"`, 'wrong'],
    [`"SELECT 1; SELEC 2; SELECT 3"`, 'SELEC'],
    [`"""\n  SELECT 1;\n  -- 😀\n  ALTER TABLE t ADD COLUM c int;\n"""`, 'int'],
  ];
  for (const [argument, word] of errors) {
    it(`puts the error of ${argument.replaceAll('\n', '⏎')} on ${word}`, () => {
      const { parts, shown } = read(argument);
      const wrong = parts.filter((part) => 'message' in part);
      assert.deepEqual(wrong.map(shown), [word]);
    });
  }

  it('reads the statements around one that is not SQL', () => {
    const { parts } = read(`"DROP TABLE a; DROP TABEL b; DROP TABLE c"`);
    assert.deepEqual(
      parts.map((part) => ('message' in part ? 'error' : part.text)),
      ['DROP TABLE a', 'error', 'DROP TABLE c'],
    );
  });

  it('counts bytes and code points as PostgreSQL does', () => {
    fc.assert(
      fc.property(textWithEmoji, fc.nat(), (text, seed) => {
        const characters = Array.from(text);
        const point = characters.length === 0 ? 0 : seed % (characters.length + 1);
        const before = characters.slice(0, point).join('');
        const offsets = new TextOffsets(text);
        assert.equal(offsets.fromCodePoint(point), before.length);
        assert.equal(offsets.fromByte(Buffer.byteLength(before)), before.length);
      }),
    );
  });

  it('cuts any text into tokens that together are the text', () => {
    fc.assert(
      fc.property(textWithEmoji, (text) => {
        const tokens = [...tokensOf(text)];
        assert.equal(tokens.map(({ from, to }) => text.slice(from, to)).join(''), text);
        assert.ok(tokens.every(({ from, to }) => to > from));
      }),
    );
  });

  it('masks parameters outside strings only, at the same length', () => {
    const masked = (text: string) => maskSql(literal(text)).text;
    assert.equal(masked('a = :name AND b = %(other)s'), 'a = $1    AND b = $1       ');
    assert.equal(masked("a = ':name' AND b::text = %s"), "a = ':name' AND b::text = $1");
    assert.equal(masked("LIKE '%s' -- :x"), "LIKE '%s'      ");
    assert.equal(masked('a \\:: b'), 'a :: b');
    assert.equal(maskSql(literal('\'{"a"\\:1}\'')).text, '\'{"a":1}\'');
  });

  it('never throws and never leaves the string, whatever it holds', () => {
    fc.assert(
      fc.property(textWithEmoji, (text) => {
        for (const { range } of readSql(literal(text), parser)) {
          assert.ok(0 <= range.from && range.from <= range.to && range.to <= text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('survives what is nested too deeply, and reads on', () => {
    const hostile = [
      `ALTER TABLE t ADD CHECK (a${'+1'.repeat(20_000)} > 0)`,
      `SELECT 1${' UNION SELECT 1'.repeat(20_000)}`,
      `CREATE INDEX i ON t (a) WHERE ${'NOT '.repeat(5_000)}b`,
      `SELECT ${'('.repeat(100_000)}1`,
      '/*'.repeat(50_000),
      "'".repeat(50_001),
      'SELECT \0',
    ];
    for (const text of hostile) readSql(literal(text), parser);
    assert.deepEqual(
      readSql(literal('SELECT 1'), parser).map((part) => 'message' in part),
      [false],
    );
  });
});
