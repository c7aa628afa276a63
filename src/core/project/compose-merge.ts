import type { ComposeService, ServiceFragment } from './compose-model.js';

/** Puts `over` on top of `base` by compose's rules: lists grow, mappings merge, single values replace. */
export function mergeFragments(base: ServiceFragment, over: ServiceFragment): ServiceFragment {
  const under = Object.fromEntries(
    Object.entries(base).filter(([field]) => !over.replaced.has(field)),
  ) as Partial<ServiceFragment>;
  return {
    ...under,
    ...over,
    mounts: lastOf([...(under.mounts ?? []), ...(over.mounts ?? [])], (mount) => mount.container),
    volumes: union(under.volumes, over.volumes),
    environment: { ...under.environment, ...over.environment },
    envFiles: union(under.envFiles, over.envFiles),
    profiles: union(under.profiles, over.profiles),
    dependsOn: union(under.dependsOn, over.dependsOn),
    ports: lastOf(
      [...(under.ports ?? []), ...(over.ports ?? [])],
      (port) => `${port.hostIp ?? ''}:${port.published ?? ''}:${port.target}`,
    ),
    replaced: new Set(),
  };
}

/** A service with every field present. */
export function complete(name: string, fragment: ServiceFragment): ComposeService {
  const { image, build, workingDir } = fragment;
  const mounts = fragment.mounts ?? [];
  const mounted = new Set(mounts.map((mount) => mount.container));
  return {
    name,
    ...(image === undefined ? {} : { image }),
    ...(build === undefined ? {} : { build }),
    ...(workingDir === undefined ? {} : { workingDir }),
    command: fragment.command ?? [],
    entrypoint: fragment.entrypoint ?? [],
    mounts,
    volumes: (fragment.volumes ?? []).filter((path) => !mounted.has(path)),
    environment: fragment.environment ?? {},
    envFiles: fragment.envFiles ?? [],
    profiles: fragment.profiles ?? [],
    dependsOn: fragment.dependsOn ?? [],
    ports: fragment.ports ?? [],
  };
}

function union(base: readonly string[] = [], over: readonly string[] = []): string[] {
  return [...new Set([...base, ...over])];
}

/** One item per key: the last one stated, where the first one stood. */
function lastOf<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
