import type { SyntaxNode } from '@lezer/common';
import type { SourceRange } from '../python/value.js';
import type { Source } from '../rules/calls.js';

/** A name of `op`, `sa` or `postgresql` in code, and where it stands. */
export interface Reference {
  readonly module: 'op' | 'sa' | 'postgresql';
  readonly name: string;
}

/** Puts a text in the place of a range. */
export interface TextEdit {
  readonly range: SourceRange;
  readonly text: string;
}

interface Module {
  readonly path: string;
  /** The statement that brings it by a name. */
  readonly statement: (name: string) => string;
}

const as = (own: string, name: string) => (own === name ? '' : ` as ${name}`);

const modules: Readonly<Record<Reference['module'], Module>> = {
  op: { path: 'alembic.op', statement: (name) => `from alembic import op${as('op', name)}` },
  sa: { path: 'sqlalchemy', statement: (name) => `import sqlalchemy as ${name}` },
  postgresql: {
    path: 'sqlalchemy.dialects.postgresql',
    statement: (name) => `from sqlalchemy.dialects import postgresql${as('postgresql', name)}`,
  },
};

/** How a file can speak of what code needs, with edits that bring what it lacks. */
export function importNames(source: Source, references: readonly Reference[]) {
  const edits: TextEdit[] = [];
  const spellings = new Map(
    (['op', 'sa', 'postgresql'] as const).map((key) => {
      const own = references.filter(({ module }) => module === key).map(({ name }) => name);
      return [key, own.length === 0 ? String : spelling(key, new Set(own))];
    }),
  );
  return { edits, spell: ({ module, name }: Reference) => spellings.get(module)?.(name) ?? name };

  function spelling(key: Reference['module'], names: ReadonlySet<string>) {
    const { path, statement } = modules[key];
    const { bindings } = source.module.scope;
    const through = (alias: string) => (name: string) => `${alias}.${name}`;
    const alias = boundTo(path);
    if (alias !== undefined) return through(alias);
    if (key === 'op' && isParameter('op')) return through('op');
    const single = new Map([...names].map((name) => [name, boundTo(`${path}.${name}`)]));
    const lacking = [...single].flatMap(([name, bound]) => (bound === undefined ? [name] : []));
    const listed = lacking.length === 0 ? undefined : fromImport(path);
    if (lacking.length === 0 || (listed && !lacking.some((name) => bindings.has(name)))) {
      if (listed) edits.push({ range: listed, text: lacking.map((name) => `, ${name}`).join('') });
      return (name: string) => single.get(name) ?? name;
    }
    const free = bindings.has(key) ? `alembic_${key}` : key;
    edits.push(newImport(source, statement(free)));
    return through(free);
  }

  /** The name by which the file has something. */
  function boundTo(path: string): string | undefined {
    for (const [name, all] of source.module.scope.bindings) {
      const last = all.at(-1);
      if (last?.kind === 'import' && last.path === path) return name;
    }
    return undefined;
  }

  /** Bound by the functions themselves, or to something that code of the file makes of it. */
  function isParameter(name: string): boolean {
    const last = source.module.scope.bindings.get(name)?.at(-1);
    return (
      (last !== undefined && last.kind !== 'import') ||
      new RegExp(`def upgrade\\((?:[^)]*,\\s*)?${name}\\s*[:,)=]`).test(source.text)
    );
  }

  /** Behind the last name of `from path import a, b`. */
  function fromImport(path: string): SourceRange | undefined {
    const statement = importsOf(source).findLast((node) => {
      const text = source.text.slice(node.from, node.to).replace(/\s+/g, ' ');
      return text.startsWith(`from ${path} import `) && !text.includes('*');
    });
    const name = statement?.getChildren('VariableName').at(-1);
    return name && { from: name.to, to: name.to };
  }
}

function importsOf({ module }: Source): readonly SyntaxNode[] {
  return module.tree.topNode.getChildren('ImportStatement');
}

/** A line of its own behind the imports of the same package, or else behind all. */
function newImport(source: Source, statement: string): TextEdit {
  const { text, module } = source;
  const all = importsOf(source);
  const root = /^(?:from|import) (\w+)/.exec(statement)?.[1] ?? '';
  const same = new RegExp(`^(?:from|import)\\s+${root}\\b`);
  const last = all.findLast((node) => same.test(text.slice(node.from, node.to))) ?? all.at(-1);
  const first = module.tree.topNode.firstChild;
  const docstring = first?.firstChild?.name.endsWith('String') === true ? first : undefined;
  const after = last ?? docstring;
  const end = after ? text.indexOf('\n', after.to) : -1;
  if (!after) {
    const from = first?.from ?? 0;
    return { range: { from, to: from }, text: `${statement}\n` };
  }
  const gap = last ? '' : '\n';
  return end < 0
    ? { range: { from: text.length, to: text.length }, text: `\n${gap}${statement}` }
    : { range: { from: end + 1, to: end + 1 }, text: `${gap}${statement}\n` };
}
