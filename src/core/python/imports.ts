import type { SyntaxNode } from '@lezer/common';
import type { ScopeBuilder } from './binding.js';

/** Modules whose `import *` matters here, and the names it brings. */
const starNames = new Map<string, readonly string[]>([['alembic', ['op', 'context']]]);

/**
 * Binds the names of an import statement to dotted paths: `import sqlalchemy as sa` binds `sa` to
 * `sqlalchemy`, `from alembic import op` binds `op` to `alembic.op`, `import a.b` binds `a` to `a`.
 * A relative import has a path that starts with dots.
 */
export function bindImports(node: SyntaxNode, builder: ScopeBuilder): void {
  const { text } = builder;
  let from: string | undefined;
  let path = '';
  let pathFrom = 0;
  let alias: SyntaxNode | undefined;
  let state: 'module' | 'names' = 'names';
  let asNext = false;
  const flush = (): void => {
    if (path === '') return;
    bindOne(builder, node, from, path, alias, pathFrom);
    path = '';
    alias = undefined;
  };
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const word = text.slice(child.from, child.to);
    switch (child.name) {
      case 'from':
        state = 'module';
        break;
      case 'import':
        from = state === 'module' ? path : undefined;
        path = '';
        state = 'names';
        break;
      case 'as':
        asNext = true;
        break;
      case 'VariableName':
        if (asNext) alias = child;
        else {
          if (path === '') pathFrom = child.from;
          path += word;
        }
        asNext = false;
        break;
      case ',':
        flush();
        break;
      case '*':
        if (from !== undefined) {
          builder.stars.push(from);
          for (const name of starNames.get(from) ?? []) {
            builder.add({
              name,
              kind: 'import',
              at: node.to,
              path: `${from}.${name}`,
              nameFrom: child.from,
            });
          }
        }
        break;
      default:
        if (/^\.+$/u.test(word)) path += word;
    }
  }
  flush();
}

function bindOne(
  builder: ScopeBuilder,
  node: SyntaxNode,
  from: string | undefined,
  path: string,
  alias: SyntaxNode | undefined,
  pathFrom: number,
): void {
  const first = path.split('.')[0] ?? path;
  const name = alias ? builder.text.slice(alias.from, alias.to) : from === undefined ? first : path;
  const whole = from === undefined ? (alias ? path : first) : join(from, path);
  builder.add({
    name,
    kind: 'import',
    at: node.to,
    path: whole,
    nameFrom: alias?.from ?? pathFrom,
  });
}

function join(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}
