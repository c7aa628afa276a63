import { posix } from 'node:path';
import type { AlembicProject } from './alembic-project.js';
import type { ComposeService } from './compose-model.js';
import { hostToContainer } from './compose-paths.js';

/** A service that could run Alembic for a project. */
export interface AlembicService {
  readonly service: ComposeService;
  /** Where the project's directory is in the container; undefined where nothing tells. */
  readonly directory: string | undefined;
  /**
   * `mount`: the container sees the files of the host. `copy`: it has those of the day its image was
   * built. `unknown`: nothing tells where the project is.
   */
  readonly files: 'mount' | 'copy' | 'unknown';
  readonly score: number;
  /** Why, in words, strongest first. */
  readonly reasons: readonly string[];
}

/** A service that runs PostgreSQL. */
export interface PostgresService {
  readonly service: ComposeService;
  /** The host's port; undefined where none is published. */
  readonly publishedPort: number | undefined;
  readonly score: number;
  readonly reasons: readonly string[];
}

const postgresImage =
  /(?:^|[/-])(?:postgres|postgresql|postgis|timescaledb?|pgvector|pgvecto-rs)\b/;
const otherServer =
  /(?:^|\/)(?:mysql|mariadb|mongo|redis|valkey|rabbitmq|nginx|traefik|caddy|minio|memcached|elasticsearch|opensearch|adminer|pgadmin4?|pgbouncer|mailhog|mailpit|kafka|zookeeper|grafana|prometheus|node)\b/;

type Evidence = readonly [weight: number, reason: string];

/** The services that can run Alembic for `project`, best first; databases and the like are left out. */
export function alembicServices(
  services: readonly ComposeService[],
  project: Pick<AlembicProject, 'directory'>,
): AlembicService[] {
  const databases = new Set(postgresServices(services).map(({ service }) => service.name));
  return services
    .filter((service) => !databases.has(service.name) && !isOtherServer(service))
    .map((service) => {
      const place = locate(service, project.directory);
      const evidence = [...place.evidence, ...traits(service, databases)];
      return { service, directory: place.directory, files: place.files, ...weigh(evidence) };
    })
    .filter(({ files, score }) => files !== 'unknown' || score >= 20)
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** The services that run PostgreSQL, best first. */
export function postgresServices(services: readonly ComposeService[]): PostgresService[] {
  return services
    .map((service) => {
      const port = service.ports.find(({ target }) => target === 5432);
      const isNamed = /^(?:db|database|pg|postgres(?:ql)?|postgis)$/.test(service.name);
      const evidence: Evidence[] = [];
      if (service.image !== undefined && postgresImage.test(service.image))
        evidence.push([100, `its image is ${service.image}`]);
      if (service.environment['POSTGRES_PASSWORD'] !== undefined && isNamed)
        evidence.push([40, 'it sets POSTGRES_PASSWORD']);
      if (port !== undefined) evidence.push([20, 'it serves port 5432']);
      if (isNamed) evidence.push([10, `it is named ${service.name}`]);
      return { service, publishedPort: port?.published, ...weigh(evidence) };
    })
    .filter(({ score }) => score >= 30)
    .filter(({ service }) => !otherServer.test(service.image ?? ''))
    .sort((a, b) => b.score - a.score);
}

function isOtherServer(service: ComposeService): boolean {
  return service.build === undefined && otherServer.test(service.image ?? '');
}

interface Place {
  readonly directory: string | undefined;
  readonly files: AlembicService['files'];
  readonly evidence: readonly Evidence[];
}

function locate(service: ComposeService, directory: string): Place {
  const found = hostToContainer(service.mounts, directory);
  if (found === undefined) return guess(service, directory);
  const { path, mount } = found;
  if (mount.origin === 'copy') {
    const reason = `its image has a copy of this project at ${path}`;
    return { directory: path, files: 'copy', evidence: [[60, reason]] };
  }
  const reason = `it mounts this project at ${path}`;
  return { directory: path, files: 'mount', evidence: [[100, reason]] };
}

/** No Dockerfile tells: an image built from a folder around the project usually has it in its working directory. */
function guess(service: ComposeService, directory: string): Place {
  const none: Place = { directory: undefined, files: 'unknown', evidence: [] };
  const { build, workingDir } = service;
  if (build === undefined) return none;
  const at = workingDir ?? '/';
  const copy = { host: build.context, container: at, readOnly: false, origin: 'copy' } as const;
  const found = hostToContainer([copy], directory);
  if (found === undefined) return none;
  const place = workingDir === undefined ? undefined : posix.resolve(found.path);
  return {
    directory: place,
    files: 'copy',
    evidence: [[50, 'its image is built from a folder with this project']],
  };
}

function traits(service: ComposeService, databases: ReadonlySet<string>): Evidence[] {
  const evidence: Evidence[] = [];
  const command = [...service.entrypoint, ...service.command].join(' ');
  const tell = (pattern: RegExp, where: string, weight: number, reason: string) => {
    const match = pattern.exec(where)?.[0];
    if (match !== undefined) evidence.push([weight, reason.replace('%', match)]);
  };
  tell(/\balembic\b/, command, 20, 'its command runs alembic');
  tell(/\b(?:uvicorn|gunicorn|fastapi|hypercorn|flask|python3?)\b/, command, 10, 'it runs %');
  tell(/\b(?:celery|dramatiq|rq worker|arq|flower|beat)\b/, command, -15, 'it is a worker (%)');
  tell(/^(?:backend|api|app|web|server)$/, service.name, 15, 'it is named %');
  tell(/backend|api|app|web|server/, service.name, 5, 'its name has %');
  tell(/migrat|alembic/, service.name, -10, 'it runs once and ends (%)');
  tell(/worker|beat|flower|frontend|nginx|test|e2e/, service.name, -15, 'its name has %');
  const database = service.dependsOn.find((name) => databases.has(name));
  if (database !== undefined) evidence.push([10, `it depends on ${database}`]);
  const url = Object.keys(service.environment).find((name) =>
    /(?:DATABASE|DB|POSTGRES|SQLALCHEMY|PG)_?.*(?:URL|URI|DSN|HOST|SERVER)/.test(name),
  );
  if (url !== undefined) evidence.push([10, `it is given ${url}`]);
  if (service.profiles.length > 0)
    evidence.push([-5, `it needs the profile ${service.profiles.join(', ')}`]);
  return evidence;
}

function weigh(evidence: readonly Evidence[]): { score: number; reasons: string[] } {
  return {
    score: evidence.reduce((sum, [weight]) => sum + weight, 0),
    reasons: [...evidence].sort(([a], [b]) => b - a).map(([, reason]) => reason),
  };
}
