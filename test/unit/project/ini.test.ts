import assert from 'node:assert/strict';
import { parseIni } from '../../../src/core/project/ini.js';
import { formatPercent, interpolate } from '../../../src/core/project/interpolate.js';
import { splitPaths } from '../../../src/core/project/split-paths.js';

function values(text: string, section = 'alembic'): Record<string, string> {
  const options = parseIni(text).sections.get(section) ?? new Map<string, { text: string }>();
  return Object.fromEntries([...options].map(([key, option]) => [key, option.text]));
}

describe('parseIni', () => {
  it('takes = and : after keys of any case', () => {
    assert.deepEqual(values('[alembic]\nScript_Location = a\nb: c = d\n'), {
      script_location: 'a',
      b: 'c = d',
    });
  });

  it('continues a value over indented lines, blank lines and comments between them', () => {
    const text =
      '[alembic]\nlocations = one\n  # a comment\n\n  two\n; another\n  three\nnext = x\n';
    assert.deepEqual(values(text), { locations: 'one\n\ntwo\nthree', next: 'x' });
  });

  it('has no inline comments', () => {
    assert.deepEqual(values('[alembic]\na = b # c\n'), { a: 'b # c' });
  });

  it('reads CRLF and says at which line an option stands', () => {
    const { sections } = parseIni('# x\r\n[alembic]\r\na = b\r\n');
    assert.deepEqual(sections.get('alembic')?.get('a'), { text: 'b', line: 3 });
  });

  it('keeps [DEFAULT] apart', () => {
    const { defaults, sections } = parseIni('[DEFAULT]\na = b\n[alembic]\n');
    assert.equal(defaults.get('a')?.text, 'b');
    assert.deepEqual([...sections.keys()], ['alembic']);
  });

  it('reports what ConfigParser raises, and reads on', () => {
    const { problems, sections } = parseIni(
      'lost = 1\n[alembic]\na = 1\na = 2\nnothing\n[alembic]\nb = 3\n',
    );
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 4, 5, 6],
    );
    assert.equal(sections.get('alembic')?.get('b')?.text, '3');
  });

  it('reports a byte order mark, at which Alembic fails', () => {
    const { problems, sections } = parseIni('\uFEFF[alembic]\na = 1\n');
    assert.equal(problems.length, 1);
    assert.equal(sections.get('alembic')?.get('a')?.text, '1');
  });
});

describe('interpolate', () => {
  const names: Record<string, string> = { here: '/p', loop: '%(loop)s', twice: '%(here)s/x' };
  const look = (name: string): string | undefined => names[name];

  it('fills in names in any case and nested, and %%', () => {
    assert.deepEqual(interpolate('%(HERE)s/a%%b/%(twice)s', look), { value: '/p/a%b//p/x' });
  });

  it('says what is wrong', () => {
    for (const text of ['%(loop)s', '%d', '%(nobody)s', '100%', '%(here)'])
      assert.ok('problem' in interpolate(text, look), text);
  });

  it('formats as Python formats with a dictionary', () => {
    assert.deepEqual(formatPercent('%(here)s/a%%', { here: '/p' }), { value: '/p/a%' });
    assert.ok('problem' in formatPercent('%(there)s', { here: '/p' }));
    assert.ok('problem' in formatPercent('50%', { here: '/p' }));
  });
});

describe('splitPaths', () => {
  it('splits as of old where no separator is named', () => {
    assert.deepEqual(splitPaths('a, b c:d', 'version_locations', undefined, ':'), [
      'a',
      'b',
      'c:d',
    ]);
    assert.deepEqual(splitPaths('a, b c:d', 'prepend_sys_path', undefined, ':'), [
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('splits at the named separator', () => {
    assert.deepEqual(splitPaths('\na b\n c\n', 'version_locations', 'newline', ':'), ['a b', 'c']);
    assert.deepEqual(splitPaths('a;b', 'version_locations', 'os', ';'), ['a', 'b']);
    assert.equal(splitPaths('a,b', 'version_locations', 'comma', ':'), undefined);
  });
});
