import type { SyntaxNode } from '@lezer/common';
import { parsePython, type PythonModule } from '../python/parse.js';

/** A class, function or value at the top level of a file. */
export interface Definition {
  readonly kind: 'class' | 'function' | 'value';
  readonly name: string;
  readonly file: string;
  readonly module: PythonModule;
  /** The statement of a class or function, the expression of a value. */
  readonly node: SyntaxNode;
}

/** Names handed on by other modules are followed so far. */
const deepest = 12;

/** The Python files of a workspace, each parsed when it is first asked for, and their names. */
export class PythonFiles {
  readonly #modules = new Map<string, PythonModule>();
  /** Files by the last part of their module's name. */
  readonly #byName = new Map<string, string[]>();

  /**
   * @param texts by absolute path
   * @param previous an earlier reading: what its texts still are is not parsed again
   */
  constructor(
    readonly texts: ReadonlyMap<string, string>,
    previous?: PythonFiles,
  ) {
    for (const [file, module] of previous ? previous.#modules : [])
      if (texts.get(file) === module.text) this.#modules.set(file, module);
    for (const file of texts.keys()) {
      const name = partsOf(file).at(-1) ?? '';
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), file]);
    }
  }

  /** A file that is not there is empty. */
  module(file: string): PythonModule {
    let module = this.#modules.get(file);
    if (!module) this.#modules.set(file, (module = parsePython(this.texts.get(file) ?? '')));
    return module;
  }

  /** The file of a module, `app.models.base` or `.base`, as a file that imports it would find it. */
  fileOf(module: string, from: string): string | undefined {
    const dots = /^\.*/u.exec(module)?.[0].length ?? 0;
    const parts = module.slice(dots).split('.').filter(Boolean);
    const start = folderOf(from);
    if (dots > 0) {
      const folder = start.slice(0, start.length - dots + 1);
      return this.#fileAt([...folder, ...parts]);
    }
    const candidates = (this.#byName.get(parts.at(-1) ?? '') ?? []).filter((file) => {
      const own = partsOf(file);
      return parts.every((part, index) => own[own.length - parts.length + index] === part);
    });
    return candidates
      .map((file) => ({ file, near: commonLength(start, partsOf(file)) }))
      .sort((a, b) => b.near - a.near || partsOf(a.file).length - partsOf(b.file).length)[0]?.file;
  }

  /** What a dotted path means in a file, followed through imports to where it is defined. */
  find(path: string, from: string, depth = 0): Definition | undefined {
    if (depth > deepest) return undefined;
    const local = /^\w+$/u.test(path) ? this.#inModule(path, from, depth) : undefined;
    if (local) return local;
    const parts = path.split('.');
    for (let length = parts.length - 1; length > 0; length--) {
      const module = parts.slice(0, length).join('.');
      const file =
        /[^.]/u.test(module) || module !== '' ? this.fileOf(module || '.', from) : undefined;
      const [name = '', ...rest] = parts.slice(length);
      if (file !== undefined && rest.length === 0) return this.#inModule(name, file, depth);
    }
    return undefined;
  }

  #inModule(name: string, file: string, depth: number): Definition | undefined {
    const module = this.module(file);
    const binding = module.scope.bindings.get(name)?.at(-1);
    if (!binding) {
      for (const star of module.scope.stars) {
        const found = this.find(`${star}.${name}`, file, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    const { kind, node, path } = binding;
    if (kind === 'import' && path !== undefined) {
      // `from .base import Base` has the path `.base.Base`, which only this file can resolve.
      return path === name ? undefined : this.find(path, file, depth + 1);
    }
    if (!node || (kind !== 'class' && kind !== 'function' && kind !== 'value')) return undefined;
    if (kind === 'value' && node.name === 'VariableName') {
      const other = module.text.slice(node.from, node.to);
      return other === name ? undefined : this.find(other, file, depth + 1);
    }
    return { kind, name, file, module, node };
  }

  #fileAt(parts: readonly string[]): string | undefined {
    return (this.#byName.get(parts.at(-1) ?? '') ?? []).find(
      (file) => partsOf(file).join('/') === parts.join('/'),
    );
  }
}

/** `/a/b/c.py` is `['', 'a', 'b', 'c']`, `/a/b/__init__.py` is `['', 'a', 'b']`. */
function partsOf(file: string): readonly string[] {
  const parts = file.replace(/\.pyi?$/u, '').split(/[\\/]/u);
  return parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
}

/** The package that a file's relative imports start from. */
function folderOf(file: string): readonly string[] {
  return file.split(/[\\/]/u).slice(0, -1);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
