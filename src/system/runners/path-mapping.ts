/** A folder of this machine, and the same folder as the runner sees it. */
export interface PathMapping {
  readonly host: string;
  readonly runner: string;
}

/** `path` moved from the longest of the `from` folders that holds it to its counterpart. */
export function mapPath(
  path: string,
  mappings: readonly PathMapping[],
  from: 'host' | 'runner',
): string | undefined {
  const to = from === 'host' ? 'runner' : 'host';
  const clean = path.replaceAll('\\', '/');
  const [best] = mappings
    .map((mapping) => ({ ...mapping, folder: folderOf(mapping[from]) }))
    .filter(({ folder }) => clean === folder || clean.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length);
  return best && folderOf(best[to]) + clean.slice(best.folder.length);
}

function folderOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/+$/u, '');
}
