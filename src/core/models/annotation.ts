import type { SyntaxNode } from '@lezer/common';
import type { Scope } from '../python/binding.js';
import { evaluate } from '../python/evaluate.js';
import { childrenOf } from '../python/nodes.js';
import { parsePython, type PythonModule } from '../python/parse.js';

/** What a type annotation says. */
export interface Annotation {
  /** The dotted path of the outer type, imports resolved; undefined where it is no path. */
  readonly path: string | undefined;
  /** What stands in its brackets. */
  readonly args: readonly Annotation[];
  /** `Optional[…]` or `… | None` around it. */
  readonly optional: boolean;
  /** Several types besides `None`. */
  readonly union?: readonly Annotation[];
  /** Where it is written, for metadata of `Annotated` and labels of `Literal`. */
  readonly node: SyntaxNode;
  readonly module: PythonModule;
}

/** Reads an annotation; names in it mean what they mean in the scope. */
export function readAnnotation(node: SyntaxNode, module: PythonModule, scope: Scope): Annotation {
  const plain = (path: string | undefined, args: readonly Annotation[] = []): Annotation => ({
    path,
    args,
    optional: false,
    node,
    module,
  });
  switch (node.name) {
    case 'VariableName':
      return plain(resolveName(module.text.slice(node.from, node.to), scope));
    case 'None':
      return plain('None');
    case 'String': {
      const value = evaluate(node, { module, scope });
      return value.kind === 'string' ? readText(value.value, scope) : plain(undefined);
    }
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node)[1];
      return inner ? readAnnotation(inner, module, scope) : plain(undefined);
    }
    case 'BinaryExpression': {
      const [left, , right] = childrenOf(node);
      const sides = [left, right].flatMap((side) =>
        side ? [readAnnotation(side, module, scope)] : [],
      );
      return unionOf(sides, plain(undefined));
    }
    case 'MemberExpression': {
      const [object] = childrenOf(node);
      const property = node.getChild('PropertyName');
      const outer = object ? readAnnotation(object, module, scope) : plain(undefined);
      if (property) {
        const name = module.text.slice(property.from, property.to);
        return plain(outer.path === undefined ? undefined : `${outer.path}.${name}`);
      }
      const items = childrenOf(node)
        .slice(1)
        .filter(({ name }) => !['[', ']', ','].includes(name));
      const args = items.map((item) => readAnnotation(item, module, scope));
      const last = lastPart(outer.path);
      if (last === 'Optional') return { ...(args[0] ?? plain(undefined)), optional: true };
      if (last === 'Union') return unionOf(args, plain(undefined));
      return plain(outer.path, args);
    }
    default:
      return plain(undefined);
  }
}

/** The same annotation written another way has the same text: `dict[str, typing.Any]`. */
export function annotationText({ path, args, optional }: Annotation): string {
  const inner = args.length === 0 ? '' : `[${args.map(annotationText).join(', ')}]`;
  return `${path ?? '?'}${inner}${optional ? ' | None' : ''}`;
}

export function lastPart(path: string | undefined): string {
  return path?.slice(path.lastIndexOf('.') + 1) ?? '';
}

/** A forward reference: an annotation in quotes. */
function readText(text: string, scope: Scope): Annotation {
  const module = parsePython(text);
  const statement = module.tree.topNode.firstChild;
  const node = statement?.name === 'ExpressionStatement' ? statement.firstChild : statement;
  return readAnnotation(node ?? module.tree.topNode, module, scope);
}

function unionOf(sides: readonly Annotation[], nothing: Annotation): Annotation {
  const flat = sides.flatMap((side) => side.union ?? [side]);
  const types = flat.filter(({ path }) => path !== 'None');
  const optional = types.length < flat.length || sides.some((side) => side.optional);
  const [only, ...others] = types;
  if (!only) return nothing;
  return others.length === 0
    ? { ...only, optional: optional || only.optional }
    : { ...nothing, union: types, optional };
}

/** The path of a name that an import, a class or an assignment binds; a builtin is its own path. */
function resolveName(name: string, scope: Scope): string {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const binding = at.bindings.get(name)?.at(-1);
    if (binding?.kind === 'import') return binding.path ?? name;
    if (binding) return name;
  }
  return name;
}
