const head = 'from alembic import op\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n';

/** Migrations that are large or deep in every way that could overflow a stack or take for ever. */
export function* largeInputs(): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  const deep = 10_000;
  const size = 5_000_000;
  // One token a byte: a fifth of the size takes this parser a second.
  const dense = size / 5;
  const expressions: Readonly<Record<string, string>> = {
    brackets: '('.repeat(deep) + ')'.repeat(deep),
    'open brackets': '['.repeat(deep),
    dictionaries: '{1:'.repeat(deep) + '1' + '}'.repeat(deep),
    calls: 'op.f('.repeat(deep) + '"x"' + ')'.repeat(deep),
    'chained calls': 'op' + '.get_bind()'.repeat(deep),
    attributes: 'op' + '.a'.repeat(deep),
    items: 'op' + '[0]'.repeat(deep),
    sum: '"a" + '.repeat(deep) + '"b"',
    'sum of calls': 'op.f("a") + '.repeat(deep) + '"b"',
    percent: '"%s" % '.repeat(deep) + '"b"',
    signs: '-'.repeat(deep) + '1',
    nots: 'not '.repeat(deep) + '1',
    ands: 'a and '.repeat(deep) + 'b',
    lambdas: 'lambda: '.repeat(deep) + '1',
    conditions: 'a if b else '.repeat(deep) + 'c',
    'f-strings': 'f"{'.repeat(deep),
    strings: '"a" '.repeat(deep),
    'escapes in a string': `"${'\\x41'.repeat(deep * 10)}"`,
    'long string': `"""${'SELECT 1;\n'.repeat(size / 10)}"""`,
    'open string': `"""${'a '.repeat(size / 2)}`,
    'long list': `[${'"a", '.repeat(dense / 5)}]`,
    backslashes: '\\'.repeat(deep),
    'braces to format': `"${'{'.repeat(deep)}".format(1)`,
    'percents to format': `"${'%('.repeat(deep)}" % {}`,
  };
  for (const [name, expression] of Object.entries(expressions)) {
    yield { name, bytes: Buffer.from(`${head}    op.execute(${expression})\n`) };
    yield { name: `${name} at module level`, bytes: Buffer.from(`revision = ${expression}\n`) };
  }
  yield { name: 'blocks', bytes: Buffer.from(head + nested('if x:', 2000)) };
  yield { name: 'loops', bytes: Buffer.from(head + nested('for x in y:', 2000)) };
  yield { name: 'functions', bytes: Buffer.from(head + nested('def f():', 2000)) };
  yield { name: 'classes', bytes: Buffer.from(head + nested('class A:', 2000)) };
  yield { name: 'managers', bytes: Buffer.from(head + nested('with op as op:', 2000)) };
  yield { name: 'blocks of a module', bytes: Buffer.from(nested('try:', 2000)) };
  yield { name: 'doubled names', bytes: Buffer.from(doubledNames()) };
  yield { name: 'names in a circle', bytes: Buffer.from(circle()) };
  yield { name: 'many helpers', bytes: Buffer.from(helpers(3000)) };
  yield { name: 'rebound names', bytes: Buffer.from(rebound(3000)) };
  yield { name: 'spaces', bytes: Buffer.alloc(size, ' ') };
  yield { name: 'line ends', bytes: Buffer.alloc(dense, '\n') };
  yield { name: 'carriage returns', bytes: Buffer.alloc(dense, '\r') };
  yield { name: 'form feeds', bytes: Buffer.alloc(size, '\f') };
  yield { name: 'quotes', bytes: Buffer.alloc(dense, '"') };
  yield { name: 'zeros', bytes: Buffer.alloc(size, 0) };
  yield { name: 'one word', bytes: Buffer.alloc(size, 'a') };
  yield {
    name: 'many operations',
    bytes: Buffer.from(head + '    op.drop_table("a")\n'.repeat(size / 25)),
  };
  yield { name: 'comments', bytes: Buffer.from('# revision = 1\n'.repeat(size / 15)) };
}

function nested(header: string, depth: number): string {
  let text = '';
  for (let level = 1; level <= depth; level++) text += `${' '.repeat(level)}${header}\n`;
  return `${text}${' '.repeat(depth + 1)}op.drop_table("deep")\n`.replaceAll(/^ /gmu, '    ');
}

/** `a1 = a0 + a0`, `a2 = a1 + a1` …: a text of 2 to the power of 60. */
function doubledNames(): string {
  let text = 'from alembic import op\na0 = "x"\nrevision = "r"\ndown_revision = None\n';
  for (let n = 1; n <= 60; n++) text += `a${n} = a${n - 1} + a${n - 1}\nb${n} = [a${n}, a${n}]\n`;
  return `${text}def upgrade():\n    op.execute(a60)\n    op.execute(b60)\n`;
}

function circle(): string {
  let text = 'from alembic import op\n';
  for (let n = 0; n < 1000; n++) text += `n${n} = n${(n + 1) % 1000}\n`;
  return `${text}revision = n0\ndown_revision = n1\ndef upgrade():\n    n0.execute(n1)\n    n2(op)\n`;
}

/** Helpers that all call each other. */
function helpers(count: number): string {
  let text = `${head}    h0(op)\n`;
  for (let n = 0; n < count; n++) {
    text += `def h${n}(op):\n    op.drop_table("t${n}")\n    h${(n + 1) % count}(op)\n    h${(n * 7) % count}(op)\n`;
  }
  return text;
}

function rebound(count: number): string {
  return `${head}    x = "a"\n${'    if x:\n        x = x + "b"\n    op.execute(x)\n'.repeat(count)}`;
}
