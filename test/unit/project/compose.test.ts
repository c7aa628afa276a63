import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readCompose, readComposeConfig } from '../../../src/core/project/compose.js';
import { fixtures, readFixture, service } from './compose-fixture.js';

const at = (...parts: string[]) => join(fixtures, ...parts);
const mount = (host: string, container: string, readOnly = false) => ({
  host,
  container,
  readOnly,
  origin: 'mount',
});

describe('compose files', () => {
  it('gives the service of the seed, with mounts, volumes, environment and ports', () => {
    const compose = readFixture('seed');
    assert.deepEqual(compose.warnings, []);
    const backend = service(compose, 'backend');
    assert.deepEqual(backend.build, {
      context: at('seed', 'backend'),
      dockerfile: at('seed', 'backend', 'Dockerfile'),
    });
    assert.equal(backend.workingDir, '/app');
    assert.deepEqual(backend.mounts, [mount(at('seed', 'backend'), '/app')]);
    assert.deepEqual(backend.volumes, ['/app/.venv']);
    assert.deepEqual(backend.command.slice(0, 2), ['uvicorn', 'app.main:app']);
    assert.deepEqual(backend.environment, {
      DATABASE_URL: 'postgresql+psycopg2://hartomat:hartomat@postgres:5432/hartomat',
      LOG_LEVEL: 'info',
    });
    assert.deepEqual(backend.envFiles, [at('seed', '.env.backend')]);
    assert.deepEqual(backend.dependsOn, ['postgres']);
    const postgres = service(compose, 'postgres');
    assert.deepEqual(postgres.ports, [{ target: 5432, published: 5433, hostIp: '127.0.0.1' }]);
    assert.deepEqual(postgres.volumes, ['/var/lib/postgresql/data']);
  });

  it('resolves anchors, merge keys, long volumes and tmpfs', () => {
    const compose = readFixture('anchors');
    const worker = service(compose, 'worker');
    assert.equal(worker.image, 'registry.example.com/shop/app:latest');
    assert.deepEqual(worker.environment, {
      SQLALCHEMY_DATABASE_URI: 'postgresql://shop@db/shop',
      LOG_LEVEL: 'debug',
    });
    assert.deepEqual(worker.mounts, [mount(at('anchors'), '/srv/shop')]);
    assert.deepEqual(worker.volumes, ['/srv/shop/.cache', '/tmp']);
    assert.deepEqual(worker.profiles, ['jobs']);
    assert.deepEqual(service(compose, 'api').entrypoint, ['/srv/entry.sh']);
  });

  it('puts the override on top, with variables from .env', () => {
    const compose = readFixture('override');
    assert.deepEqual(compose.files, [
      at('override', 'docker-compose.yml'),
      at('override', 'docker-compose.override.yml'),
    ]);
    assert.deepEqual(compose.warnings, []);
    const web = service(compose, 'web');
    assert.deepEqual(web.command, ['uvicorn', 'web:app', '--reload']);
    assert.equal(web.build?.target, 'runtime');
    assert.equal(web.environment['DATABASE_URL'], 'postgresql://web:p$ss "word"@database/web');
    assert.equal(web.environment['WORKERS'], '1');
    assert.equal(web.environment['PRICE'], '$5 and USD');
    assert.deepEqual(web.mounts, [
      mount(at('override', 'services', 'web'), '/code'),
      mount(at('override', 'common', 'shared'), '/shared', true),
    ]);
    assert.deepEqual(web.ports, [{ target: 80 }]);
    assert.deepEqual(service(compose, 'database').ports, [{ target: 5432, published: 15432 }]);
  });

  it('follows extends into another file, whose paths start there', () => {
    const compose = readFixture('extends');
    const jobs = service(compose, 'jobs');
    assert.deepEqual(jobs.mounts, [mount(at('extends', 'src'), '/code')]);
    assert.equal(jobs.build?.context, at('extends'));
    assert.deepEqual(jobs.environment, { NAME: 'api', PYTHONUNBUFFERED: '1' });
    assert.deepEqual(jobs.command, ['python', '-m', 'jobs']);
  });

  it('says which extends leads nowhere and keeps the rest', () => {
    const compose = readFixture('extends-broken');
    assert.deepEqual(
      compose.services.map(({ image }) => image),
      ['ghost', 'loop', 'lost'],
    );
    const messages = compose.warnings.map(({ message }) => message).join('\n');
    assert.match(messages, /ghost extends nobody .* is not there/);
    assert.match(messages, /loop extends loop .* extends itself/);
    assert.match(messages, /lost extends base .* is not there/);
    assert.match(messages, /cannot be read/);
  });

  it('includes other files, whose paths start there', () => {
    const compose = readFixture('include');
    assert.deepEqual(service(compose, 'postgres').mounts, [
      mount(at('include', 'database', 'init'), '/docker-entrypoint-initdb.d', true),
    ]);
    assert.deepEqual(service(compose, 'app').mounts, [mount(at('include', 'app'), '/app')]);
  });

  it('honours !override and !reset', () => {
    const compose = readFixture('tags');
    const app = service(compose, 'app');
    assert.deepEqual(app.ports, [{ target: 8000, published: 9000 }]);
    assert.deepEqual(app.mounts, [mount(at('tags', 'new'), '/new')]);
    assert.deepEqual(app.environment, {});
    assert.deepEqual(service(compose, 'db').ports, []);
  });

  it('says where the YAML is broken', () => {
    const { warnings } = readFixture('broken');
    assert.ok(warnings.length > 0);
    assert.ok(warnings.every(({ file, line }) => file.endsWith('compose.yaml') && line >= 1));
    assert.match(warnings[0]?.message ?? '', /Not valid YAML/);
  });

  it('names the variable that must be set and the line it stands on', () => {
    const { warnings } = readCompose({
      directory: '/p',
      files: ['compose.yml'],
      read: () => 'services:\n  a:\n    image: x:${TAG:?choose one}\n    command: echo ${NAME}\n',
      lookup: () => undefined,
    });
    assert.deepEqual(
      warnings.map(({ line, message }) => `${line} ${message}`),
      ['3 TAG must be set: choose one', '4 NAME is not set; an empty text is used'],
    );
  });

  it('never throws on any shape of YAML', () => {
    const shapes = [
      '',
      '- a\n- b',
      'services: []',
      'services: {a: 1, b: [x], c: {volumes: {x: 1}, ports: [[1]], build: 3, extends: [], environment: 7}}',
      'services: &s\n  a: *s',
      'a: *nowhere',
      'include: [{path: {}}, 3, [compose.yml]]',
      'include: compose.yml',
      '\0\uFFFF: [',
      '{'.repeat(150),
      '{'.repeat(100_000),
      '['.repeat(100_000),
      '- '.repeat(100_000),
      '? '.repeat(100_000),
    ];
    for (const text of shapes) {
      const compose = readCompose({
        directory: '/p',
        files: ['compose.yml'],
        read: () => text,
        lookup: () => undefined,
      });
      assert.ok(Array.isArray(compose.services), text.slice(0, 40));
    }
  });
});

describe('docker compose config', () => {
  it('is read into the same shape, doubled dollar signs undone', () => {
    const json = JSON.stringify({
      services: {
        backend: {
          build: { context: '/p/backend', dockerfile: 'Dockerfile' },
          command: null,
          environment: { PASSWORD: 'a$$b' },
          volumes: [{ type: 'bind', source: '/p/backend', target: '/app', bind: {} }],
          ports: [{ mode: 'ingress', target: 8000, published: '8000', protocol: 'tcp' }],
        },
      },
    });
    const compose = readComposeConfig(json, '/p', ['/p/compose.yml']);
    const backend = service(compose, 'backend');
    assert.deepEqual(backend.environment, { PASSWORD: 'a$b' });
    assert.deepEqual(backend.mounts, [mount('/p/backend', '/app')]);
    assert.deepEqual(backend.ports, [{ target: 8000, published: 8000 }]);
  });

  it('that printed something else gives a warning', () => {
    const compose = readComposeConfig('no configuration file provided', '/p', []);
    assert.deepEqual(compose.services, []);
    assert.match(compose.warnings[0]?.message ?? '', /gave no JSON/);
  });
});
