import { isAbsolute, posix, resolve } from 'node:path';
import type { ComposeMount, Lookup } from './compose-model.js';
import { list, mapping, text } from './compose-values.js';

export interface Volumes {
  readonly mounts: readonly ComposeMount[];
  readonly volumes: readonly string[];
}

/** Reads a service's `volumes` (short and long form) and `tmpfs`; `base` is where relative paths start. */
export function readVolumes(
  volumes: unknown,
  tmpfs: unknown,
  base: string,
  lookup: Lookup,
): Volumes {
  const mounts: ComposeMount[] = [];
  const covered: string[] = [];
  for (const entry of [...list(volumes), ...list(tmpfs).map((path) => ({ target: path }))]) {
    const { source, target, readOnly } =
      typeof entry === 'string' ? shortForm(entry) : longForm(entry);
    if (target === undefined) continue;
    const container = containerPath(target);
    if (source === undefined) covered.push(container);
    else
      mounts.push({ host: hostPath(source, base, lookup), container, readOnly, origin: 'mount' });
  }
  return { mounts, volumes: covered };
}

/** An absolute POSIX path without `..`, doubled or closing slashes. */
export function containerPath(path: string): string {
  return posix.resolve('/', path);
}

/** `path` as an absolute path of the host; `~` is the home directory. */
export function hostPath(path: string, base: string, lookup: Lookup): string {
  const home = lookup('HOME') ?? lookup('USERPROFILE');
  if (home !== undefined && /^~(?=[\\/]|$)/.test(path)) return resolve(home, `.${path.slice(1)}`);
  return resolve(base, path);
}

interface Volume {
  /** Undefined for what is not a bind mount. */
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly readOnly: boolean;
}

/** `[source:]target[:options]`; the colon of a Windows drive belongs to its path. */
function shortForm(entry: string): Volume {
  const parts = /^((?:[A-Za-z]:[\\/])?[^:]*)(?::([^:]+))?(?::(.*))?$/.exec(entry);
  const [, first = '', second, options = ''] = parts ?? [];
  if (second === undefined) return { source: undefined, target: first, readOnly: false };
  const isPath = /^(?:[.~]|[A-Za-z]:[\\/]|\\\\)/.test(first) || isAbsolute(first);
  return {
    source: isPath ? first : undefined,
    target: second,
    readOnly: options.split(',').includes('ro'),
  };
}

function longForm(entry: unknown): Volume {
  const { type, source, target, read_only: readOnly } = mapping(entry);
  return {
    source: type === 'bind' ? text(source) : undefined,
    target: text(target),
    readOnly: readOnly === true || readOnly === 'true',
  };
}
