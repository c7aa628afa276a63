import { childrenOf } from '../python/nodes.js';
import type { PythonFiles } from './python-files.js';

/**
 * The files that a file imports, itself and all that these import included, as far as they are in
 * the workspace; packages count with their `__init__.py`. Imports under `if TYPE_CHECKING` do not
 * count. Undefined where a file imports modules by names that it computes.
 */
export function importedFiles(start: string, files: PythonFiles): ReadonlySet<string> | undefined {
  const seen = new Set([start]);
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const { text } = files.module(file);
    if (/\b(?:import_module|__import__|walk_packages|iter_modules)\s*\(/u.test(text))
      return undefined;
    for (const module of modulesIn(file, files))
      for (const found of withPackages(module, file, files))
        if (!seen.has(found)) {
          seen.add(found);
          open.push(found);
        }
  }
  return seen;
}

/** The dotted paths that a file imports: modules, and names that may be modules. */
function modulesIn(file: string, files: PythonFiles): readonly string[] {
  const { text, tree } = files.module(file);
  const paths: string[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'IfStatement') {
        const test = childrenOf(node)[1];
        if (test && /TYPE_CHECKING/u.test(text.slice(test.from, test.to))) return false;
      }
      if (name !== 'ImportStatement') return undefined;
      paths.push(...pathsOf(text.slice(node.from, node.to)));
      return false;
    },
  });
  return paths;
}

function pathsOf(statement: string): readonly string[] {
  const plain = statement.replaceAll(/#[^\n]*|[()\\]/gu, ' ').replaceAll(/\s+/gu, ' ');
  const [, from, names] = /^from (\.*[\w.]*) ?import (.*)$/u.exec(plain) ?? [];
  if (from !== undefined && names !== undefined) {
    const join = from.endsWith('.') ? '' : '.';
    return [from, ...listed(names).map((name) => `${from}${join}${name}`)];
  }
  return listed(plain.replace(/^import /u, ''));
}

const listed = (names: string) =>
  names
    .split(',')
    .map((name) => name.trim().split(' ')[0] ?? '')
    .filter((name) => /^[\w.]+$/u.test(name));

/** The file of a module, and the `__init__.py` of each package above it. */
function withPackages(path: string, from: string, files: PythonFiles): readonly string[] {
  const dots = /^\.*/u.exec(path)?.[0] ?? '';
  const parts = path.slice(dots.length).split('.').filter(Boolean);
  return parts.flatMap((_, index) => {
    const found = files.fileOf(dots + parts.slice(0, index + 1).join('.'), from);
    return found === undefined ? [] : [found];
  });
}
