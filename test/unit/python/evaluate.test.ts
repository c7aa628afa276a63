import assert from 'node:assert/strict';
import { asText, literalText } from '../../../src/core/python/as-text.js';
import { valueOfName } from '../../../src/core/python/evaluate.js';
import { parsePython } from '../../../src/core/python/parse.js';
import { sourceOffset } from '../../../src/core/python/string-value.js';
import type { PythonValue, StringValue } from '../../../src/core/python/value.js';

/** The value of `x` after a module has run. */
function valueOf(source: string): PythonValue {
  const module = parsePython(source);
  return valueOfName('x', Infinity, { module, scope: module.scope }, { from: 0, to: 0 });
}

function textOf(source: string): string {
  const value = valueOf(source);
  if (value.kind !== 'string') throw new Error(`${source} is ${JSON.stringify(value)}`);
  return value.value;
}

/** The value without its places. */
const plain = (value: PythonValue): unknown => {
  const dropped = new Set(['range', 'pieces']);
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (dropped.has(key) ? undefined : part)),
  ) as unknown;
};

describe('evaluate', () => {
  const strings: Readonly<Record<string, string>> = {
    [String.raw`x = 'a' "b" """c""" r'\d'`]: 'abc\\d',
    [String.raw`x = "\n\t\\\'\"\a\b\f\v\r\0\12\x41\u00e9\U0001F600\d"`]:
      '\n\t\\\'"\x07\b\f\v\r\0\nAé\u{1f600}\\d',
    'x = "a\\\nb"': 'ab',
    'x = "a\\\r\nb"': 'ab',
    'x = """a\r\nb\rc"""': 'a\nb\nc',
    'x = u\'a\' U"b"': 'ab',
    'x = ("a"  # one\n  "b")': 'ab',
    'x = "a" + "b" + ("c" + "d")': 'abcd',
    'y = "a"\nx = y + "b"': 'ab',
    'x = "a"\nx += "b"': 'ab',
    'y = "t"\nx = f"DROP {y} {{z}}"': 'DROP t {z}',
    'y = 3\nx = f"{y}"': '3',
    'x = "%s-%s %%" % ("a", 1)': 'a-1 %',
    'x = "%(k)s" % {"k": "v"}': 'v',
    'x = "%s" % "a"': 'a',
    'x = "{} {1} {k} {{}}".format("a", "b", k="c")': 'a b c {}',
    'x = ", ".join(["a", "b"])': 'a, b',
    'x = "  a ".strip()': 'a',
    'x = "a-b-a".replace("a", "c")': 'c-b-c',
    'x = "a;b".split(";")[1]': 'b',
    'import textwrap\nx = textwrap.dedent("""\n    a\n      b\n\n    c""")': '\na\n  b\n\nc',
    'from textwrap import dedent as d\nx = d("  a")': 'a',
    'x = {"k": "v"}["k"]': 'v',
    'x = ("a", "b")[-1]': 'b',
    'x, y = "a", "b"': 'a',
    'y = ("b", "a")\nz, x = y': 'a',
    'y = x = "a"': 'a',
    'if True:\n    x = "a"\nelse:\n    x = "b"': 'a',
    'if y:\n    x = "a"\nelse:\n    x = "a"': 'a',
    'x: str = "a"\nx: int': 'a',
    'if (x := "a"): pass': 'a',
  };
  for (const [source, expected] of Object.entries(strings)) {
    it(`takes ${JSON.stringify(source)}`, () => {
      assert.equal(textOf(source), expected);
    });
  }

  const values: Readonly<Record<string, unknown>> = {
    'x = None': { kind: 'none' },
    'x = True': { kind: 'boolean', value: true },
    'x = -1_000': { kind: 'number', text: '-1000' },
    'x = (1,)': { kind: 'tuple', items: [{ kind: 'number', text: '1' }] },
    'x = 1,': { kind: 'tuple', items: [{ kind: 'number', text: '1' }] },
    'x = 1, 2': {
      kind: 'tuple',
      items: [
        { kind: 'number', text: '1' },
        { kind: 'number', text: '2' },
      ],
    },
    'y = [1]\nx = [*y, *y]': {
      kind: 'list',
      items: [
        { kind: 'number', text: '1' },
        { kind: 'number', text: '1' },
      ],
    },
    'x = ("a",) + ("b",)': {
      kind: 'tuple',
      items: [
        { kind: 'string', value: 'a', holes: [] },
        { kind: 'string', value: 'b', holes: [] },
      ],
    },
    'import sqlalchemy as sa\nx = sa.Integer': { kind: 'name', path: 'sqlalchemy.Integer' },
    'from sqlalchemy.dialects import postgresql as pg\nx = pg.JSONB': {
      kind: 'name',
      path: 'sqlalchemy.dialects.postgresql.JSONB',
    },
    'import a.b\nx = a.b.c': { kind: 'name', path: 'a.b.c' },
    'from . import m\nx = m.y': { kind: 'name', path: '.m.y' },
    'from alembic import *\nx = op.f': { kind: 'name', path: 'alembic.op.f' },
    'x = len': { kind: 'name', path: 'len' },
  };
  for (const [source, expected] of Object.entries(values)) {
    it(`takes ${JSON.stringify(source)}`, () => {
      assert.deepEqual(plain(valueOf(source)), expected);
    });
  }

  const unknown = [
    'if y:\n    x = "a"\nelse:\n    x = "b"',
    'x = "a"\nif y:\n    x = "b"',
    'x = "a"\nfor y in z:\n    x = x + "b"',
    'try:\n    from y import x\nexcept ImportError:\n    x = None',
    'x = b"a"',
    'x = "a" if y else "b"',
    'x = [y for y in z]',
    'for x in ("a", "b"): pass',
    'with y as x: pass',
    'x = x',
    'x = y\ny = x',
    'x = "a" * 3',
    'x = "a"\ndel x',
  ];
  for (const source of unknown) {
    it(`does not guess ${JSON.stringify(source)}`, () => {
      assert.equal(valueOf(source).kind, 'unknown');
    });
  }

  it('marks what is only known at run time as holes', () => {
    const value = valueOf('x = f"a {y!r} b %s" % z');
    assert.equal(value.kind, 'string');
    const { value: text, holes } = value;
    assert.equal(text, 'a {y!r} b %s');
    assert.deepEqual(
      holes.map(({ from, to }) => text.slice(from, to)),
      ['{y!r}', '%s'],
    );
  });

  it('takes a name of a character as a hole', () => {
    const value = valueOf(String.raw`x = "a\N{BULLET}b"`) as StringValue;
    assert.equal(value.value, String.raw`a\N{BULLET}b`);
    assert.equal(value.holes.length, 1);
  });

  it('knows where in the source every character stands', () => {
    const source = "x = \"a\\n\" f\"{y}c\" '''\n😀d'''";
    const value = valueOf(source) as StringValue;
    for (const char of ['a', 'c', 'd', '😀', '{y}']) {
      const offset = sourceOffset(value, value.value.indexOf(char));
      assert.ok(source.startsWith(char, offset), `${char} at ${offset}`);
    }
    for (const { value: at, source: from, length } of value.pieces) {
      assert.equal(value.value.slice(at, at + length), source.slice(from, from + length));
    }
  });

  it('keeps the places through dedent, strip, format and join', () => {
    const source =
      'import textwrap\ny = """\n    SELECT %s\n"""\nx = " ".join([textwrap.dedent(y).strip() % "one", "two"])';
    const value = valueOf(source) as StringValue;
    assert.equal(value.value, 'SELECT one two');
    for (const word of ['SELECT', 'one', 'two']) {
      assert.equal(sourceOffset(value, value.value.indexOf(word)), source.indexOf(word));
    }
  });

  it('unwraps what stands for a text', () => {
    const head = 'import sqlalchemy as sa\nfrom alembic import op\n';
    assert.equal(asText(valueOf(`${head}x = sa.text("a").bindparams(b=1)`))?.value, 'a');
    assert.equal(literalText(valueOf(`${head}x = op.f("a")`)), 'a');
    assert.equal(literalText(valueOf(`${head}x = sa.text(f"{a}")`)), undefined);
    assert.equal(valueOf(`${head}x = sa.text("a")`).kind, 'call');
  });

  it('gives calls with their arguments by position and by name', () => {
    const source =
      'import sqlalchemy as sa\nx = sa.Column("a", *(sa.Text(),), nullable=False, **{"b": 1})';
    const value = valueOf(source);
    assert.deepEqual(plain(value), {
      kind: 'call',
      path: 'sqlalchemy.Column',
      args: [
        { kind: 'string', value: 'a', holes: [] },
        { kind: 'call', path: 'sqlalchemy.Text', args: [], keywords: [] },
      ],
      keywords: [
        { name: 'nullable', value: { kind: 'boolean', value: false } },
        { name: 'b', value: { kind: 'number', text: '1' } },
      ],
    });
  });
});
