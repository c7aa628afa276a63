import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainFailure, type FailureFacts } from '../../../src/core/alembic/explain-failure.js';

const facts: FailureFacts = {
  outcome: 'failed',
  failure: undefined,
  hello: undefined,
  unfinished: undefined,
  startError: undefined,
  exitCode: 1,
  stdout: '',
  stderr: '',
};
const compose = { kind: 'compose', label: 'docker compose: backend' } as const;
const local = { kind: 'local', label: '.venv/bin/python' } as const;

const failure = (type: string, message: string, more: object = {}) => ({
  event: 'failed' as const,
  type,
  message,
  sqlstate: undefined,
  statement: undefined,
  module: undefined,
  at: undefined,
  traceback: undefined,
  ...more,
});

describe('explainFailure', () => {
  // What Docker 20 to 28 and Compose 2 print.
  const docker: readonly (readonly [string, string])[] = [
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'Docker is not running',
    ],
    [
      'error during connect: this error may indicate that the docker daemon is not running: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/": open //./pipe/docker_engine: The system cannot find the file specified.',
      'Docker is not running',
    ],
    [
      'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct',
      'Docker is not running',
    ],
    [
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      'Docker does not let you in',
    ],
    ['service "backend" is not running', 'The service backend is not running'],
    ['service "backend" is not running container #1', 'The service backend is not running'],
    ['no such service: web', 'The compose file has no service web'],
    ["docker: 'compose' is not a docker command.", 'Docker Compose is not installed'],
    [
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "python3": executable file not found in $PATH: unknown',
      'There is no Python in the container',
    ],
    [
      'OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd ("/app/x") set in config.json failed: no such file or directory: unknown',
      'The container cannot run this command',
    ],
  ];
  for (const [stderr, title] of docker) {
    it(`${title}: ${stderr.slice(0, 40)}…`, () => {
      const explanation = explainFailure({ ...facts, stderr: `${stderr}\n` }, compose);
      assert.equal(explanation.title, title);
      assert.notEqual(explanation.whatToDo, '');
    });
  }

  it('Docker is not installed', () => {
    const startError = { problem: 'not-found', file: 'docker', message: '' };
    assert.equal(
      explainFailure({ ...facts, startError }, compose).title,
      'Docker is not installed here',
    );
  });

  it('names the compose runner only where Alembic ran outside of it', () => {
    const unknown = failure(
      'OperationalError',
      'could not translate host name "postgres" to address: Name or service not known',
    );
    const outside = explainFailure({ ...facts, failure: unknown }, local);
    assert.equal(outside.title, 'The host postgres is not known here');
    const inside = explainFailure({ ...facts, failure: unknown }, compose);
    assert.equal(inside.title, 'The database host is not known');
    assert.doesNotMatch(inside.whatToDo, /Choose the docker compose/u);
  });

  it('says in a container that the image may be old', () => {
    const missing = failure('CommandError', "Can't locate revision identified by '060'");
    assert.match(explainFailure({ ...facts, failure: missing }, compose).cause, /image/u);
    assert.doesNotMatch(explainFailure({ ...facts, failure: missing }, local).cause, /image/u);
  });

  it('falls back to what Python said, and leaves out what is not known', () => {
    const odd = failure('ValueError', 'password=hunter2 is odd');
    const { title } = explainFailure({ ...facts, failure: odd }, local);
    assert.equal(title, 'ValueError: password=*** is odd');
    const silent = explainFailure({ ...facts, stderr: 'a\nb\nc\nd\n' }, local);
    assert.equal(silent.title, 'Alembic did not run');
    assert.equal(silent.cause, 'b\nc\nd');
  });

  it('never throws and always says something', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.constantFrom('KeyError', 'ModuleNotFoundError', 'CommandError', 'SyntaxError', 'Error'),
        fc.option(fc.constantFrom('22001', '42P01', '28P01', 'XXXXX'), { nil: undefined }),
        (message, stderr, type, sqlstate) => {
          const found = explainFailure(
            { ...facts, stderr, failure: failure(type, message, { sqlstate }) },
            local,
          );
          assert.notEqual(found.title, '');
        },
      ),
    );
  });
});
