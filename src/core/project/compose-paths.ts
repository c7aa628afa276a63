import { posix, relative, resolve, sep } from 'node:path';
import type { ComposeMount, ComposeService } from './compose-model.js';

/** A path of the host as the container sees it: by the mount with the longest matching host path. */
export function hostToContainer(
  mounts: readonly ComposeMount[],
  path: string,
): { readonly path: string; readonly mount: ComposeMount } | undefined {
  const mount = longest(mounts, ({ host }) => (isInside(path, host) ? host : undefined));
  if (mount === undefined) return undefined;
  const rest = relative(mount.host, path).split(sep).join('/');
  return { path: posix.join(mount.container, rest), mount };
}

/**
 * A path that a container printed, on the host: by the mount with the longest matching container
 * path. Undefined where nothing of the host is mounted or a volume covers what is.
 */
export function containerToHost(
  service: Pick<ComposeService, 'mounts' | 'volumes'>,
  path: string,
): { readonly path: string; readonly mount: ComposeMount } | undefined {
  const clean = posix.resolve('/', path);
  const mount = longest(service.mounts, ({ container }) =>
    isInsidePosix(clean, container) ? container : undefined,
  );
  if (mount === undefined) return undefined;
  const covered = service.volumes.some(
    (volume) => volume.length > mount.container.length && isInsidePosix(clean, volume),
  );
  if (covered) return undefined;
  return { path: resolve(mount.host, posix.relative(mount.container, clean)), mount };
}

/** The item with the longest key; of equals, real mounts before copies. */
function longest(
  mounts: readonly ComposeMount[],
  key: (mount: ComposeMount) => string | undefined,
): ComposeMount | undefined {
  const rank = (mount: ComposeMount) =>
    (mount.origin === 'mount' ? 1_000_000 : 0) + (key(mount)?.length ?? 0);
  return mounts.filter((mount) => key(mount) !== undefined).sort((a, b) => rank(b) - rank(a))[0];
}

function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === '' || (!/^\.\.(?:[\\/]|$)/.test(rest) && resolve(folder, rest) === resolve(path));
}

function isInsidePosix(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
