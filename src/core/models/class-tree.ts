import { readClass, type Attribute, type PythonClass } from './python-class.js';
import type { Definition, PythonFiles } from './python-files.js';

/** Classes with their bases, across files. */
export class ClassTree {
  readonly #classes = new Map<string, PythonClass>();
  readonly #lines = new Map<PythonClass, readonly Ancestor[]>();

  constructor(readonly files: PythonFiles) {}

  classOf(definition: Definition): PythonClass {
    const key = `${definition.file}\n${definition.node.from}`;
    let known = this.#classes.get(key);
    if (!known) this.#classes.set(key, (known = readClass(definition)));
    return known;
  }

  /** A class and all it inherits from, itself first, what is not found by its path. */
  ancestors(start: PythonClass): readonly Ancestor[] {
    const known = this.#lines.get(start);
    if (known) return known;
    // Against classes that inherit from themselves.
    this.#lines.set(start, [{ found: start, path: start.name }]);
    const below = start.bases.flatMap((path): readonly Ancestor[] => {
      if (path === undefined) return [{ path: undefined }];
      const definition = this.files.find(path, start.file);
      if (definition?.kind === 'value')
        return [{ path, value: definition }, ...this.#behind(definition)];
      if (definition?.kind !== 'class') return [{ path }];
      return this.ancestors(this.classOf(definition));
    });
    // A base of several stands behind all of them, as in Python's own order.
    const line = [{ found: start, path: start.name }, ...below].filter(
      ({ found }, index, all) =>
        !found || all.findLastIndex((other) => other.found === found) === index,
    );
    this.#lines.set(start, line);
    return line;
  }

  /** What `declarative_base(cls=PreBase)` inherits from. */
  #behind({ node, module, file }: Definition): readonly Ancestor[] {
    const [, path] = /\bcls\s*=\s*([\w.]+)/u.exec(module.text.slice(node.from, node.to)) ?? [];
    if (node.name !== 'CallExpression' || path === undefined) return [];
    const found = this.files.find(path, file);
    return found?.kind === 'class' ? this.ancestors(this.classOf(found)) : [{ path }];
  }

  /** The attribute that a class has, its own or an inherited one. */
  attribute(start: PythonClass, name: string): Attribute | undefined {
    for (const { found } of this.ancestors(start)) {
      const own = found?.attributes.get(name);
      if (own) return own;
    }
    return undefined;
  }

  isEnum(definition: Definition): boolean {
    return this.ancestors(this.classOf(definition)).some(({ path }) =>
      /^enum\.(?:Enum|StrEnum|IntEnum|Flag|IntFlag)$/u.test(path ?? ''),
    );
  }
}

export interface Ancestor {
  readonly path: string | undefined;
  /** The class itself where its source is here. */
  readonly found?: PythonClass;
  /** The expression where the base is no class statement: `Base = declarative_base()`. */
  readonly value?: Definition;
}
