import { dirname, resolve } from 'node:path';
import { readDotEnv } from './compose-dotenv.js';
import { complete, mergeFragments } from './compose-merge.js';
import type {
  Compose,
  ComposeWarning,
  Lookup,
  ReadText,
  ServiceFragment,
} from './compose-model.js';
import { hostPath } from './compose-mounts.js';
import { readService } from './compose-service.js';
import { list, mapping, text, texts } from './compose-values.js';
import { readComposeYaml, replacing } from './compose-yaml.js';

export interface ComposeInput {
  /** The project directory, absolute. */
  readonly directory: string;
  /** The compose files in `-f` order; relative ones start at `directory`. */
  readonly files: readonly string[];
  readonly read: ReadText;
  /** Variables of the environment and of `.env`. */
  readonly lookup: Lookup;
}

type Fragments = ReadonlyMap<string, ServiceFragment>;

/** Reads compose files as `docker compose config` would, without Docker. Never throws. */
export function readCompose(input: ComposeInput): Compose {
  const reader = new ComposeReader(input.read, input.lookup);
  const files = input.files.map((file) => resolve(input.directory, file));
  const services = reader.readSet(files, input.directory);
  return {
    directory: input.directory,
    files,
    services: [...services].map(([name, fragment]) =>
      complete(name, { ...fragment, environment: reader.environmentOf(fragment) }),
    ),
    warnings: reader.warnings,
  };
}

/** Reads what `docker compose config --format json` printed, already merged and with absolute paths. */
export function readComposeConfig(
  json: string,
  directory: string,
  files: readonly string[],
): Compose {
  const nothingSet: Lookup = () => undefined;
  try {
    // It doubles every dollar sign, so that its output is a compose file again.
    const single = (_: string, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('$$', '$') : value;
    const { services } = mapping(JSON.parse(json, single) as unknown);
    return {
      directory,
      files,
      services: Object.entries(mapping(services)).map(([name, raw]) =>
        complete(name, readService(raw, directory, nothingSet)),
      ),
      warnings: [],
    };
  } catch (error) {
    const message = `docker compose config gave no JSON: ${String(error)}`;
    return {
      directory,
      files,
      services: [],
      warnings: [{ file: files[0] ?? directory, line: 1, message }],
    };
  }
}

class ComposeReader {
  readonly #warnings = new Map<string, ComposeWarning>();
  readonly #read: ReadText;
  readonly #lookup: Lookup;

  constructor(read: ReadText, lookup: Lookup) {
    this.#read = read;
    this.#lookup = lookup;
  }

  get warnings(): ComposeWarning[] {
    return [...this.#warnings.values()];
  }

  /** What the `env_file`s set, and over it what the compose file sets. */
  environmentOf({ envFiles = [], environment }: ServiceFragment): Record<string, string> {
    const files = envFiles.map((file) => readDotEnv(this.#read(file) ?? '', this.#lookup));
    return Object.assign({}, ...files, environment) as Record<string, string>;
  }

  /** The services of files that override one another; `seen` holds the files being included. */
  readSet(files: readonly string[], base: string, seen: readonly string[] = []): Fragments {
    const merged = new Map<string, ServiceFragment>();
    for (const file of files) {
      if (seen.includes(file)) {
        this.#warn(file, 'includes itself');
        continue;
      }
      const top = this.#load(file);
      for (const entry of list(top['include'])) {
        for (const [name, fragment] of this.#include(entry, base, [...seen, file]))
          if (!merged.has(name)) merged.set(name, fragment);
      }
      const services = mapping(top['services'] ?? top[`${replacing}services`]);
      for (const [name, raw] of Object.entries(services)) {
        const own = this.#extend(name, readService(raw, base, this.#lookup), file, base, []);
        const earlier = merged.get(name);
        merged.set(name, earlier === undefined ? own : mergeFragments(earlier, own));
      }
    }
    return merged;
  }

  #include(entry: unknown, base: string, seen: readonly string[]): Fragments {
    const given = mapping(entry);
    const paths = texts(list(text(entry) ?? given['path']));
    const files = paths.map((path) => hostPath(path, base, this.#lookup));
    const stated = text(given['project_directory']);
    const directory =
      stated === undefined ? dirname(files[0] ?? base) : hostPath(stated, base, this.#lookup);
    return this.readSet(files, directory, seen);
  }

  #extend(
    name: string,
    own: ServiceFragment,
    file: string,
    base: string,
    seen: readonly string[],
  ): ServiceFragment {
    if (own.extends === undefined) return own;
    const from = own.extends.file === undefined ? file : resolve(base, own.extends.file);
    const fromBase = own.extends.file === undefined ? base : dirname(from);
    const key = `${from}#${own.extends.service}`;
    const raw = mapping(this.#load(from)['services'])[own.extends.service];
    if (raw === undefined || seen.includes(key)) {
      const why = raw === undefined ? 'is not there' : 'extends itself';
      this.#warn(file, `Service ${name} extends ${own.extends.service} of ${from}, which ${why}`);
      return own;
    }
    const parent = readService(raw, fromBase, this.#lookup);
    return mergeFragments(
      this.#extend(own.extends.service, parent, from, fromBase, [...seen, key]),
      own,
    );
  }

  #load(file: string): Readonly<Record<string, unknown>> {
    const content = this.#read(file);
    if (content === undefined) {
      this.#warn(file, 'cannot be read: is the path right?');
      return {};
    }
    const { value, warnings } = readComposeYaml(file, content, this.#lookup);
    for (const warning of warnings) this.#keep(warning);
    return mapping(value);
  }

  #warn(file: string, message: string): void {
    this.#keep({ file, line: 1, message });
  }

  #keep(warning: ComposeWarning): void {
    this.#warnings.set(`${warning.file}:${warning.line}:${warning.message}`, warning);
  }
}
