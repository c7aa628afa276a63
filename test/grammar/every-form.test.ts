import assert from 'node:assert/strict';
import { Random } from '../support/random.js';
import { makeTokenizer, type Token } from './tokenizer.js';

const prefixes = [
  '',
  'r',
  'R',
  'u',
  'U',
  'b',
  'B',
  'f',
  'F',
  'rb',
  'bR',
  'Br',
  'rf',
  'fR',
  'Rf',
  'FR',
];
const delimiters = ['"', "'", '"""', "'''"];
const calls = [
  ...['op.execute(%)', 'op.execute(sa.text(%))', 'sa.text(%)', 'x = text(%)', 'sa.DDL(%)'],
  ...['conn.execute(text(%), {"a": 1})', 'op.get_bind().execute(%)', 'c.exec_driver_sql(%)'],
  ...['op.execute(\n    %\n)', 'op.execute(  # why\n\n    sa.text(\n\n        %,\n    ),\n)'],
  ...['op.execute("UPDATE x "  # a\n    %)', 'if a:\n    op.execute(%); pass', '[op.execute(%)]'],
];

/** Python that must look as if nothing had been before it. */
const after = 'x = print("select", f"{a}")  # from\n';

const isSql = (token: Token): boolean => token.scopes.includes('source.sql');

describe('SQL in Python strings, every form with every call', () => {
  let tokenize: Awaited<ReturnType<typeof makeTokenizer>>;
  let afterwards: Token[];
  before(async () => {
    tokenize = await makeTokenizer();
    afterwards = tokenize(after).flat();
  });

  const expectAfterwards = (source: string): void => {
    const lines = tokenize(`${source}\n${after}`);
    assert.deepEqual(lines.slice(-2).flat(), afterwards, source);
  };

  for (const call of calls) {
    it(call.replaceAll('\n', '⏎'), () => {
      for (const prefix of prefixes) {
        for (const delimiter of delimiters) {
          const string = `${prefix}${delimiter}SELECT a FROM t WHERE b = 1${delimiter}`;
          const source = call.replace('%', () => string);
          const words = tokenize(source)
            .flat()
            .filter(({ scopes }) => scopes.at(-1) === 'keyword.other.sql');
          const found = words.map(({ text }) => text).filter((word) => word !== 'UPDATE');
          assert.deepEqual(found, ['SELECT', 'FROM', 'WHERE'], source);
          expectAfterwards(source);
        }
      }
    });
  }

  it('leaves the Python behind it alone, whatever is inside the string', () => {
    const random = new Random(20);
    const pieces = [
      ...["'", '"', '`', '--', '/*', '*/', '$$', '$a$', '[', ']', '(', ')', '{', '}', '{{', '%s'],
      ...['%(a)s', ':a', '::int', '#', '/', '%r{', "E'", 'SELECT ', 'create table ', ' x', '\\\\'],
      ...['\\n', "\\'", '\\"', '\\:', 'é', '😀', ' ', '\n'],
    ];
    let count = 0;
    while (count < 3000) {
      const delimiter = random.pick(delimiters) ?? '"';
      const prefix = random.pick(prefixes.filter((one) => !/f/iu.test(one))) ?? '';
      const call = random.pick(calls) ?? 'op.execute(%)';
      const inside = Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('');
      if (endOf(inside + delimiter, delimiter) !== inside.length) continue;
      expectAfterwards(call.replace('%', () => `${prefix}${delimiter}${inside}${delimiter}`));
      count++;
    }
  });

  it('marks nothing as SQL in a whole migration without SQL', () => {
    const source = [
      'op.create_table("select", sa.Column("from", sa.String(), nullable=False))',
      'with op.batch_alter_table("where") as batch_op:',
      '    batch_op.add_column(sa.Column("update", sa.Text(), server_default="select"))',
      'op.bulk_insert(t, [{"delete": "from"}])',
    ].join('\n');
    assert.deepEqual(tokenize(source).flat().filter(isSql), []);
  });
});

/** Where Python ends a string that begins before `text`; -1 where it does not. */
function endOf(text: string, delimiter: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(delimiter, at)) return at;
    else if (text[at] === '\n' && delimiter.length === 1) return -1;
  }
  return -1;
}
