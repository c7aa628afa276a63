import type { Random } from './random.js';

/** Pieces that change what a text means more than random bytes do. */
const tokens = (
  '( ) [ ] { } " \' """ \'\'\' \\ # : ; , = . + % @ $ \n \r \r\n \t \f \0 \u00e9 \u{1f600} \ufeff f" rb" {{ }} { ' +
  'def class if else elif for while try except with as import from global lambda yield return None True ' +
  'op. op.execute( op.batch_alter_table( batch_op. conn.execute( sa.text( sa.Column( upgrade downgrade ' +
  'revision down_revision branch_labels depends_on <<<<<<< ======= >>>>>>> :name %(x)s {x} %s \\N{DASH} ' +
  '[section] key=value %(here)s - : & * | > !!binary -- /* */ $$ ; '
)
  .split(' ')
  .map((token) => Buffer.from(token));

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const cut = (bytes: Buffer, from: number, to: number, between: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)]);

/** A stretch of the bytes, mostly short. */
function stretch(bytes: Buffer, random: Random): [number, number] {
  const from = random.below(bytes.length + 1);
  const length = random.below(random.below(4) === 0 ? bytes.length + 1 : 40);
  return [from, Math.min(bytes.length, from + length)];
}

const mutations: readonly Mutation[] = [
  // Truncated.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  // A stretch left out, doubled, or moved.
  (bytes, random) => cut(bytes, ...stretch(bytes, random)),
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return cut(bytes, to, to, bytes.subarray(from, to));
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const rest = cut(bytes, from, to);
    const at = random.below(rest.length + 1);
    return cut(rest, at, at, bytes.subarray(from, to));
  },
  // Spliced with another input.
  (bytes, random, others) => {
    const other = random.pick(others);
    const [from, to] = stretch(other, random);
    return cut(bytes, ...stretch(bytes, random), other.subarray(from, to));
  },
  // Random bytes.
  (bytes, random) => {
    const noise = Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256)));
    const at = random.below(bytes.length + 1);
    return cut(bytes, at, Math.min(bytes.length, at + random.below(2) * noise.length), noise);
  },
  // A token in the way.
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return cut(bytes, at, at, random.pick(tokens));
  },
  // Deep nesting.
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const opener = random.pick(['(', '[', '{', 'f"{', 'not ', '-', 'a.b(', 'x[', 'lambda: ']);
    return cut(bytes, at, at, Buffer.from(opener.repeat(random.below(300))));
  },
  // Other line ends, a byte order mark, a coding line, form feeds.
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r'), 'latin1'),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes, random) => {
    const coding = random.pick([
      'latin-1',
      'utf-8',
      'cp1252',
      'koi8-r',
      'no-such',
      'utf-16',
      'ascii',
    ]);
    return Buffer.concat([Buffer.from(`# -*- coding: ${coding} -*-\n`), bytes]);
  },
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    const at = random.below(lines.length);
    lines[at] = random.pick(['\f', ' \f ', '\t', ' ', '        ']) + (lines[at] ?? '');
    return Buffer.from(lines.join('\n'), 'latin1');
  },
  // A line left out, or two exchanged.
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    const moved = lines.splice(random.below(lines.length), 1);
    if (random.below(2) === 0) lines.splice(random.below(lines.length), 0, ...moved);
    return Buffer.from(lines.join('\n'), 'latin1');
  },
];

/** One to four changes to one of the inputs. */
export function mutate(inputs: readonly Buffer[], random: Random): Buffer {
  let bytes = random.pick(inputs);
  for (let count = 1 + random.below(4); count > 0; count--) {
    bytes = random.pick(mutations)(bytes, random, inputs);
  }
  return bytes;
}
