import assert from 'node:assert/strict';
import { parsePython, reparse, type PythonModule } from '../../../src/core/python/parse.js';

/** The whole tree in words. */
function shape({ tree }: PythonModule): string {
  const nodes: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      nodes.push(`${name} ${from} ${to}`);
    },
  });
  return nodes.join('\n');
}

describe('parsePython', () => {
  it('continues a line at a backslash before CRLF, but not in a comment', () => {
    const source = '# a \\\r\nx = 1 + \\\r\n    2\r\ndef f():\r\n    pass\r\n';
    const names = (text: string): string => shape(parsePython(text)).replaceAll(/ \d+/gu, '');
    assert.equal(names(source), names(source.replaceAll('\r\n', '\n')));
    assert.ok(!shape(parsePython(source)).includes('⚠'));
  });

  it('counts indentation from a form feed', () => {
    assert.ok(!shape(parsePython('x = 1\n\fdef f():\n  \f    pass\n    return\n')).includes('⚠'));
  });

  it('reads a block with very many empty lines to its end', () => {
    for (const statement of [
      '    f(1)\n\n',
      '    f(1)\r\n  \r\n',
      '    f("""\n\n    A\n    """)\n\n\n',
      '    # c\n\n    x = 1\n\n',
      '    f(1)\n# c\n    # d\n',
      '    f(1)\r\n',
    ]) {
      const module = parsePython(`def f():\n${statement.repeat(3000)}    last()\n\n\ng()\n`);
      assert.ok(!shape(module).includes('⚠'), statement);
      const [definition] = module.tree.topNode.getChildren('FunctionDefinition');
      const body = definition?.getChild('Body');
      const calls = body?.getChildren('ExpressionStatement') ?? [];
      const last = calls.at(-1);
      assert.equal(module.text.slice(last?.from, last?.to).trim(), 'last()', statement);
    }
  });

  it('has offsets of the text it was given', () => {
    const text = '\ufeffx = 1\r\n\fdef upgrade():\r\n    pass\r\n';
    const module = parsePython(text);
    const definition = module.tree.topNode.getChild('FunctionDefinition');
    assert.equal(definition?.from, text.indexOf('def'));
    assert.equal(module.tree.length, text.length);
  });

  it('gives after a change what parsing anew gives', () => {
    const before =
      'from alembic import op\r\ndef upgrade():\r\n    op.drop_table("a")\r\n    x = 1 + \\\r\n 2\r\n';
    for (const [from, to, insert] of [
      [10, 10, 'x'],
      [before.indexOf('"a"'), before.indexOf('"a"') + 3, '"b" \\\r\n "c"'],
      [before.length, before.length, 'def downgrade():\r\n    pass\r\n'],
      [0, 20, ''],
    ] as const) {
      const text = before.slice(0, from) + insert + before.slice(to);
      const change = { fromA: from, toA: to, fromB: from, toB: from + insert.length };
      const again = reparse(parsePython(before), text, [change]);
      assert.equal(shape(again), shape(parsePython(text)));
      assert.equal(again.text, text);
    }
  });
});
