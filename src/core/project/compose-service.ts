import { isAbsolute, resolve } from 'node:path';
import type { ComposeBuild, ComposePort, Lookup, ServiceFragment } from './compose-model.js';
import { containerPath, hostPath, readVolumes } from './compose-mounts.js';
import { list, mapping, names, text, texts, words } from './compose-values.js';
import type { Mapping } from './compose-values.js';
import { replacing } from './compose-yaml.js';

/** The key of a compose file that each field of a service is read from. */
const keys: Readonly<Record<string, string>> = {
  workingDir: 'working_dir',
  mounts: 'volumes',
  envFiles: 'env_file',
  dependsOn: 'depends_on',
};

/**
 * Reads one entry of `services`, from a file or from `docker compose config`: only what it states.
 * `base` is the directory that relative paths start at.
 */
export function readService(raw: unknown, base: string, lookup: Lookup): ServiceFragment {
  const given = mapping(raw);
  const value = (key: string) => given[replacing + key] ?? given[key];
  const stated = (key: string) => key in given || replacing + key in given;
  const volumes = readVolumes(value('volumes'), value('tmpfs'), base, lookup);
  const workingDir = text(value('working_dir'));
  const fields = {
    image: text(value('image')),
    build: stated('build') ? readBuild(value('build'), base) : undefined,
    workingDir: workingDir === undefined ? undefined : containerPath(workingDir),
    command: words(value('command')),
    entrypoint: words(value('entrypoint')),
    ...volumes,
    environment: readEnvironment(value('environment'), lookup),
    envFiles: readEnvFiles(value('env_file'), base, lookup),
    profiles: texts(list(value('profiles'))),
    dependsOn: names(value('depends_on')),
    ports: list(value('ports')).flatMap(readPorts),
    extends: readExtends(value('extends')),
  };
  const keep = (field: string, content: unknown) =>
    content !== undefined && (field === 'volumes' || stated(keys[field] ?? field));
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([field, it]) => keep(field, it))),
    replaced: new Set(
      [...Object.keys(fields)].filter((field) => replacing + (keys[field] ?? field) in given),
    ),
  };
}

function readBuild(raw: unknown, base: string): ComposeBuild | undefined {
  const given: Mapping = typeof raw === 'string' ? { context: raw } : mapping(raw);
  const stated = text(given['context']);
  const inline = text(given['dockerfile_inline']);
  if (stated === undefined && inline === undefined) return undefined;
  const isUrl = /^(?:[a-z]+:\/\/|git@)/.test(stated ?? '');
  const context = isUrl && stated !== undefined ? stated : resolve(base, stated ?? '.');
  const file = text(given['dockerfile']) ?? 'Dockerfile';
  const target = text(given['target']);
  return {
    context,
    dockerfile: isAbsolute(file) || isUrl ? file : resolve(context, file),
    ...(target === undefined ? {} : { target }),
    ...(inline === undefined ? {} : { inline }),
  };
}

/** `NAME` without a value is taken from the environment that compose runs in. */
function readEnvironment(raw: unknown, lookup: Lookup): Record<string, string> {
  const entries: (readonly [string, unknown])[] = Array.isArray(raw)
    ? texts(raw).map((entry) => {
        const at = entry.indexOf('=');
        return at < 0 ? [entry, null] : [entry.slice(0, at), entry.slice(at + 1)];
      })
    : Object.entries(mapping(raw));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, text(value) ?? lookup(key)] as const).filter(isSet),
  );
}

function isSet(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}

function readEnvFiles(raw: unknown, base: string, lookup: Lookup): string[] {
  const paths = list(raw).map((entry) => text(entry) ?? text(mapping(entry)['path']));
  return texts(paths).map((path) => hostPath(path, base, lookup));
}

/** `[[ip:]published:]target[/protocol]`, where ranges count as their first port, or the long form. */
function readPorts(raw: unknown): ComposePort[] {
  const given = mapping(raw);
  const [, ip, published, target] =
    /^(?:(?:\[?([^\]]*?)\]?:)?(\d*)(?:-\d+)?:)?(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(text(raw) ?? '') ??
    [];
  const port = target ?? text(given['target']);
  const outside = published ?? text(given['published'])?.split('-')[0];
  const hostIp = ip ?? text(given['host_ip']);
  if (port === undefined) return [];
  return [
    {
      target: Number(port),
      ...(outside ? { published: Number(outside) } : {}),
      ...(hostIp ? { hostIp } : {}),
    },
  ];
}

function readExtends(raw: unknown): ServiceFragment['extends'] | undefined {
  const given: Mapping = typeof raw === 'string' ? { service: raw } : mapping(raw);
  const service = text(given['service']);
  const file = text(given['file']);
  if (service === undefined) return undefined;
  return file === undefined ? { service } : { service, file };
}
