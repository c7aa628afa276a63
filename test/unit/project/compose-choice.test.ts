import assert from 'node:assert/strict';
import { join } from 'node:path';
import { alembicServices, postgresServices } from '../../../src/core/project/compose-choice.js';
import { readDockerfile, withImageLayout } from '../../../src/core/project/compose-dockerfile.js';
import { containerToHost, hostToContainer } from '../../../src/core/project/compose-paths.js';
import { fixtures, read, readFixture, service } from './compose-fixture.js';

const project = (...parts: string[]) => ({ directory: join(fixtures, ...parts) });

describe('the service that runs Alembic', () => {
  it('is the one that mounts the project, and says why', () => {
    const [best, ...others] = alembicServices(
      readFixture('seed').services,
      project('seed/backend'),
    );
    assert.equal(best?.service.name, 'backend');
    assert.equal(best.directory, '/app');
    assert.equal(best.files, 'mount');
    assert.deepEqual(best.reasons, [
      'it mounts this project at /app',
      'it is named backend',
      'it runs uvicorn',
      'it depends on postgres',
      'it is given DATABASE_URL',
      'its name has backend',
    ]);
    assert.deepEqual(others, []);
  });

  it('ranks the service before its workers and one-shot jobs', () => {
    const ranked = alembicServices(readFixture('anchors').services, project('anchors/db'));
    assert.deepEqual(
      ranked.map((it) => it.service.name),
      ['api', 'migrate', 'worker'],
    );
    assert.equal(ranked[0]?.directory, '/srv/shop/db');
  });

  it('knows where the Dockerfile copied the project', () => {
    const services = readFixture('image').services.map((it) => withImageLayout(it, read));
    const [best] = alembicServices(services, project('image/backend'));
    assert.equal(best?.service.name, 'api');
    assert.equal(best.files, 'copy');
    assert.equal(best.directory, '/srv/api');
    assert.equal(best.service.workingDir, '/srv/api');
    assert.match(best.reasons[0] ?? '', /has a copy of this project at \/srv\/api/);
  });

  it('is nobody where only databases and proxies run', () => {
    assert.deepEqual(alembicServices(readFixture('variants').services, project('variants')), []);
  });
});

describe('the service that runs PostgreSQL', () => {
  for (const [fixture, name, port] of [
    ['seed', 'postgres', 5433],
    ['anchors', 'db', undefined],
    ['override', 'database', 15432],
    ['include', 'postgres', undefined],
  ] as const) {
    it(`of ${fixture} is ${name}`, () => {
      const found = postgresServices(readFixture(fixture).services);
      assert.deepEqual(
        found.map((it) => [it.service.name, it.publishedPort]),
        [[name, port]],
      );
      assert.match(found[0]?.reasons[0] ?? '', /its image is/);
    });
  }
});

describe('paths through mounts', () => {
  const backend = service(readFixture('seed'), 'backend');
  const host = join(fixtures, 'seed', 'backend');

  it('go both ways', () => {
    const file = join(host, 'alembic', 'versions', '001_a.py');
    assert.equal(hostToContainer(backend.mounts, file)?.path, '/app/alembic/versions/001_a.py');
    assert.equal(containerToHost(backend, '/app/alembic/versions/001_a.py')?.path, file);
    assert.equal(hostToContainer(backend.mounts, host)?.path, '/app');
  });

  it('end where a volume covers the mount, and outside of it', () => {
    assert.equal(containerToHost(backend, '/app/.venv/bin/alembic'), undefined);
    assert.equal(containerToHost(backend, '/application/x.py'), undefined);
    assert.equal(hostToContainer(backend.mounts, `${host}-other/x.py`), undefined);
    assert.notEqual(hostToContainer(backend.mounts, join(host, '..hidden')), undefined);
  });

  it('take the longest match, and a mount before a copy', () => {
    const mounts = [
      { host: '/p', container: '/app', readOnly: false, origin: 'mount' },
      { host: '/p/lib', container: '/usr/lib/own', readOnly: false, origin: 'mount' },
      { host: '/p/lib/deep/er', container: '/copied', readOnly: false, origin: 'copy' },
    ] as const;
    assert.equal(hostToContainer(mounts, '/p/lib/deep/er/x')?.path, '/usr/lib/own/deep/er/x');
    assert.equal(containerToHost({ mounts, volumes: [] }, '/usr/lib/own/x')?.path, '/p/lib/x');
    assert.equal(containerToHost({ mounts, volumes: [] }, '/copied/x')?.mount.origin, 'copy');
  });
});

describe('a Dockerfile', () => {
  it('stops at the target stage', () => {
    const text = read(join(fixtures, 'image/backend/Dockerfile')) ?? '';
    const layout = readDockerfile(text, '/p', 'test');
    assert.equal(layout.workingDir, '/opt/api');
    assert.deepEqual(layout.command, ['pytest']);
    assert.deepEqual(
      layout.copies.map(({ host, container }) => `${host} ${container}`),
      ['/p/backend/requirements.txt /opt/api/requirements.txt', '/p/backend /opt/api'],
    );
  });

  it('of any text gives a layout', () => {
    for (const text of [
      '',
      'COPY',
      'FROM',
      'FROM a\nCOPY [',
      'WORKDIR\nENV\nARG =\nCOPY --from=x a b',
    ])
      assert.ok(readDockerfile(text, '/p').copies.length >= 0);
  });
});
