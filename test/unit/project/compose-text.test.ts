import assert from 'node:assert/strict';
import { composeFileSets } from '../../../src/core/project/compose-files.js';
import { readDotEnv } from '../../../src/core/project/compose-dotenv.js';
import { interpolate } from '../../../src/core/project/compose-interpolation.js';
import { readService } from '../../../src/core/project/compose-service.js';

const unset = () => undefined;

describe('compose variables', () => {
  const values: Readonly<Record<string, string>> = { A: 'one', EMPTY: '' };
  const cases: readonly [string, string, problems?: number][] = [
    ['plain', 'plain'],
    ['$A and ${A}', 'one and one'],
    ['$$A $${A}', '$A ${A}'],
    ['${NO:-two}', 'two'],
    ['${EMPTY:-two}', 'two'],
    ['${EMPTY-two}', ''],
    ['${NO-${A:-x}}', 'one'],
    ['${NO:-{}}', '{}'],
    ['${A:+set}${NO:+set}', 'set'],
    ['${EMPTY+set}', 'set'],
    ['${A?no}', 'one'],
    ['${NO?not there}', '', 1],
    ['${EMPTY:?empty}', '', 1],
    ['$NO', '', 1],
    ['${NO', '${NO', 1],
    ['${1x}', '${1x}', 1],
    ['5$', '5$', 1],
  ];
  for (const [text, expected, problems = 0] of cases) {
    it(`${text} becomes "${expected}"`, () => {
      const result = interpolate(text, (name) => values[name]);
      assert.equal(result.text, expected);
      assert.equal(result.problems.length, problems, result.problems.join('\n'));
    });
  }
});

describe('.env', () => {
  it('reads quotes, comments, export, several lines and references', () => {
    const text = [
      '\uFEFF# comment',
      'A=1',
      'export B = two words # not this',
      "C='$A # literal'",
      'D="x\\n$A"',
      'E="first',
      'second"',
      'F=${A}$OUTER',
      'G=',
      'H=a#b',
      'not an assignment',
    ].join('\r\n');
    const values = readDotEnv(text, (name) => (name === 'OUTER' ? 'out' : undefined));
    assert.deepEqual(values, {
      A: '1',
      B: 'two words',
      C: '$A # literal',
      D: 'x\n1',
      E: 'first\r\nsecond',
      F: '1out',
      G: '',
      H: 'a#b',
    });
  });
});

describe('compose file sets', () => {
  it('takes the default name and its override as docker compose does', () => {
    const sets = composeFileSets([
      'compose.override.yaml',
      'docker-compose.yml',
      'compose.yml',
      'README.md',
    ]);
    assert.deepEqual(sets, [{ names: ['compose.yml', 'compose.override.yaml'], isDefault: true }]);
  });

  it('obeys COMPOSE_FILE', () => {
    const sets = composeFileSets(['compose.yml'], { COMPOSE_FILE: 'a.yml:deploy/b.yml' });
    assert.deepEqual(sets[0], { names: ['a.yml', 'deploy/b.yml'], isDefault: true });
    const windows = composeFileSets([], { COMPOSE_FILE: 'C:\\a.yml;b.yml' });
    assert.deepEqual(windows[0]?.names, ['C:\\a.yml', 'b.yml']);
  });

  it('offers variants after the default, development first', () => {
    const sets = composeFileSets([
      'docker-compose.prod.yml',
      'docker-compose.dev.yml',
      'docker-compose.yml',
    ]);
    assert.deepEqual(
      sets.map(({ names }) => names.join('+')),
      [
        'docker-compose.yml',
        'docker-compose.yml+docker-compose.dev.yml',
        'docker-compose.dev.yml',
        'docker-compose.yml+docker-compose.prod.yml',
        'docker-compose.prod.yml',
      ],
    );
  });
});

describe('compose volumes and ports', () => {
  const volumes = (...entries: unknown[]) =>
    readService({ volumes: entries }, '/p', (name) => (name === 'HOME' ? '/home/me' : undefined));

  it('tells bind mounts from volumes in the short form', () => {
    const service = volumes('./a:/a', '../b:/b:ro', '~/c:/c', '/d:/d/', 'named:/n', '/anonymous');
    assert.deepEqual(
      service.mounts?.map(({ host, container, readOnly }) => [host, container, readOnly]),
      [
        ['/p/a', '/a', false],
        ['/b', '/b', true],
        ['/home/me/c', '/c', false],
        ['/d', '/d', false],
      ],
    );
    assert.deepEqual(service.volumes, ['/n', '/anonymous']);
  });

  it('keeps the colon of a Windows drive', () => {
    const [mount] = volumes('C:\\work\\app:/app:ro').mounts ?? [];
    assert.equal(mount?.container, '/app');
    assert.equal(mount.readOnly, true);
    assert.match(mount.host, /C:\\work\\app$/);
  });

  it('reads every form of a port', () => {
    const entries = [
      '80',
      81,
      '8080:82',
      '127.0.0.1:8081:83/tcp',
      '127.0.0.1::84',
      '9000-9002:85-87',
    ];
    const { ports } = readService({ ports: [...entries, '[::1]:1:2', 'x', {}] }, '/p', unset);
    assert.deepEqual(ports, [
      { target: 80 },
      { target: 81 },
      { target: 82, published: 8080 },
      { target: 83, published: 8081, hostIp: '127.0.0.1' },
      { target: 84, hostIp: '127.0.0.1' },
      { target: 85, published: 9000 },
      { target: 2, published: 1, hostIp: '::1' },
    ]);
  });
});
