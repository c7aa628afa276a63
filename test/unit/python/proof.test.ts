import assert from 'node:assert/strict';
import { proveNotPython } from '../../../src/core/python/proof.js';

describe('proveNotPython', () => {
  const broken: readonly (readonly [source: string, line: number, reason: RegExp])[] = [
    ['x = (1,\ny = 2\n', 1, /`\(` is never closed/u],
    ['x = [1)\n', 1, /closes nothing/u],
    ['x = 1)\n', 1, /closes nothing/u],
    ['x = "abc\ny = 1\n', 1, /string is never closed/u],
    ['\nx = """abc\n', 2, /string is never closed/u],
    ['if x:\n        a\n    b\n', 3, /no level from before/u],
    ['x = 1\n  y = 2\n', 2, /opens no block/u],
    ['def f():\nx = 1\n', 2, /block is missing/u],
    ['def f():\n', 2, /block is missing/u],
    ['if x:\n    a\n\tb\n', 3, /Tabs and spaces/u],
    ['x = 1\0\n', 1, /NUL/u],
    ['a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n', 2, /merge conflict/u],
    ['x = (\n=======\n)\n', 2, /merge conflict/u],
    ['x = \n', 1, /ends with `=`/u],
    ['def f()\n    pass\n', 1, /needs a colon/u],
    ['f(a b)\n', 1, /missing between `a` and `b`/u],
    ['print "x"\n', 1, /missing between/u],
    ['x = “a”\n', 1, /outside a string/u],
    ['x = 1 \\ \n', 1, /backslash/u],
    ['def upgrade():\r\n    op.execute(\r\n', 2, /`\(` is never closed/u],
  ];
  for (const [source, line, reason] of broken) {
    it(`proves ${JSON.stringify(source)}`, () => {
      const proof = proveNotPython(source);
      assert.equal(proof?.line, line);
      assert.match(proof.reason, reason);
    });
  }

  const whole = [
    '',
    '\ufeffx = 1',
    'x = 1\f\n\fy = 2\n  \fz = 3\n',
    'x = """\n<<<<<<< HEAD\n  (\n"""\n',
    'x = f"{y["a"]}" f\'{y!r:>{w}}\' f"{{" rf"\\{x}"\n',
    'x = f"{y:{"\'"}>10}"\n',
    'x = 1if y else 2\nz = 0x1for x in y\n',
    'match x:\n    case "a" | 1: pass\n    case {"b": c}: pass\ntype A = int\nmatch = case = type = 1\n',
    'from x import *\nx = ...\nx = 1.\n',
    'async def f():\n    async with a as b: return [await c async for c in d]\n',
    'class A: x: int = 1; y = 2\n',
    'if x:\n\ta\n\tb\nelse:\n        c\n',
    'if x: a\nelse: b\n',
    'x = (\n  1 +\n2)\ny = [\n]\n# (\n',
    'def f():\n    # only\n    """doc"""\n  # comment at any level\n',
    'x = "a\\\r\nb"\r\ny = 1 + \\\r\n  2\r\n',
    'print(*a, sep="")\nx = a @ b; y = -x ** ~z\n',
    'lazy import x\n',
    't = t"{x}"\n',
    'x = yield\nraise A from b\nassert x, "y"\nx = not y\nx = lambda: 1\n',
  ];
  for (const source of whole) {
    it(`lets ${JSON.stringify(source)} be`, () => {
      assert.equal(proveNotPython(source), undefined);
    });
  }
});
