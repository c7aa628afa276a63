import type { SyntaxNode } from '@lezer/common';
import type { Scope } from '../python/binding.js';
import { argumentParts } from '../python/calls.js';
import { evaluate } from '../python/evaluate.js';
import { childrenOf } from '../python/nodes.js';
import type { PythonModule } from '../python/parse.js';
import type { PythonValue, SourceRange } from '../python/value.js';
import { readAnnotation, type Annotation } from './annotation.js';
import type { Definition } from './python-files.js';

/** A name that the body of a class binds. */
export interface Attribute {
  readonly name: string;
  readonly file: string;
  readonly module: PythonModule;
  /** The names in it mean what they mean here. */
  readonly scope: Scope;
  readonly nameRange: SourceRange;
  /** The whole statement. */
  readonly range: SourceRange;
  readonly annotation?: Annotation;
  /** The expression it is bound to; of a function, the one that it returns last. */
  readonly node?: SyntaxNode;
  /** Paths of the decorators of a function; undefined for what is no function. */
  readonly decorators?: readonly string[];
}

export interface PythonClass {
  readonly name: string;
  readonly file: string;
  readonly module: PythonModule;
  readonly node: SyntaxNode;
  readonly nameRange: SourceRange;
  /** Dotted paths, imports resolved; undefined for a base that is no path. */
  readonly bases: readonly (string | undefined)[];
  /** `table=True` and the like. */
  readonly keywords: ReadonlyMap<string, PythonValue>;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** What an attribute is bound to, as far as it can be known. */
export function attributeValue({ node, module, scope }: Attribute): PythonValue | undefined {
  return node && evaluate(node, { module, scope });
}

/** Reads a class statement: its bases and what its body binds, the last binding of a name. */
export function readClass({ name, file, module, node }: Definition): PythonClass {
  const scope = module.functionScope(node);
  const label = node.getChild('VariableName');
  const attributes = new Map<string, Attribute>();
  const body = node.getChild('Body');
  for (const statement of body ? statementsOf(body) : []) {
    const attribute = readStatement(statement, { file, module, scope });
    if (attribute) attributes.set(attribute.name, attribute);
  }
  return {
    name,
    file,
    module,
    node,
    nameRange: { from: label?.from ?? node.from, to: label?.to ?? node.from },
    ...readBases(node, module),
    attributes,
  };
}

/** The statements of a class body, those of its `if` clauses too. */
function statementsOf(body: SyntaxNode): SyntaxNode[] {
  return childrenOf(body).flatMap((child) =>
    child.name === 'IfStatement' || child.name === 'TryStatement'
      ? child.getChildren('Body').flatMap(statementsOf)
      : [child],
  );
}

function readBases(node: SyntaxNode, module: PythonModule) {
  const bases: (string | undefined)[] = [];
  const keywords = new Map<string, PythonValue>();
  const list = node.getChild('ArgList');
  for (const [first, second, third] of list ? argumentParts(list) : []) {
    if (!first) continue;
    if (second?.name === 'AssignOp' && third) {
      const value = evaluate(third, { module, scope: module.scope });
      keywords.set(module.text.slice(first.from, first.to), value);
    } else bases.push(readAnnotation(first, module, module.scope).path);
  }
  return { bases, keywords };
}

type Where = Pick<Attribute, 'file' | 'module' | 'scope'>;

function readStatement(statement: SyntaxNode, where: Where): Attribute | undefined {
  const range = { from: statement.from, to: statement.to };
  if (statement.name === 'DecoratedStatement' || statement.name === 'FunctionDefinition')
    return readFunction(statement, where, range);
  if (statement.name !== 'AssignStatement') return undefined;
  const [target, ...rest] = childrenOf(statement);
  if (target?.name !== 'VariableName' || rest[0]?.name === ',') return undefined;
  const type = rest.find(({ name }) => name === 'TypeDef');
  const written = type && childrenOf(type)[1];
  const equals = rest.findIndex(({ name }) => name === 'AssignOp');
  const node = equals < 0 ? undefined : rest[equals + 1];
  return {
    ...where,
    ...named(target, where.module),
    range,
    ...(written ? { annotation: readAnnotation(written, where.module, where.scope) } : {}),
    ...(node ? { node } : {}),
  };
}

function readFunction(statement: SyntaxNode, where: Where, range: SourceRange) {
  const { module, scope } = where;
  const definition =
    statement.name === 'FunctionDefinition' ? statement : statement.getChild('FunctionDefinition');
  const label = definition?.getChild('VariableName');
  if (!definition || !label) return undefined;
  const body = definition.getChild('Body');
  const returned = body?.getChildren('ReturnStatement').at(-1);
  const node = returned && childrenOf(returned)[1];
  const type = definition.getChild('TypeDef');
  const written = type && childrenOf(type).at(-1);
  return {
    ...where,
    scope: module.functionScope(definition, scope),
    ...named(label, module),
    range,
    decorators: statement.getChildren('Decorator').map((decorator) => {
      const parts = childrenOf(decorator).slice(1);
      const text = module.text.slice(parts[0]?.from, parts.at(-1)?.to);
      const [first = '', ...more] = text.replace(/\(.*$/su, '').split('.');
      const path = module.scope.bindings.get(first)?.at(-1)?.path ?? first;
      return [path, ...more].join('.');
    }),
    ...(written ? { annotation: readAnnotation(written, module, scope) } : {}),
    ...(node ? { node } : {}),
  };
}

function named({ from, to }: SyntaxNode, { text }: PythonModule) {
  return { name: text.slice(from, to), nameRange: { from, to } };
}
