import type { SyntaxNode } from '@lezer/common';
import { isBuiltin } from './builtins.js';
import { bindImports } from './imports.js';
import { childrenOf } from './nodes.js';
import type { PythonModule } from './parse.js';
import type { SourceRange } from './value.js';

/** A name that is read where no scope around it binds it, ever. */
export interface UnboundName {
  readonly name: string;
  readonly range: SourceRange;
  /** It is read inside a function, so only when that runs. */
  readonly inFunction: boolean;
}

/**
 * The names that a file reads and that are bound nowhere in the scopes around them, nor built in:
 * reading them raises NameError. In source order. Empty where it cannot be told: after
 * `import *`, where names are bound by text (`globals()`, `exec`), or in what is not read as Python.
 * Where one is bound at all, whether that has run before is not asked; annotations are not looked
 * at, since newer Pythons do not evaluate them.
 */
export function unboundNames(module: PythonModule): readonly UnboundName[] {
  const walk = new Walk(module.text);
  walk.block(module.tree.topNode, new Names(undefined, 'module'));
  return walk.unclear ? [] : walk.unbound();
}

type ScopeKind = 'module' | 'class' | 'function' | 'comprehension';

/** The names that one scope binds. */
class Names {
  readonly bound = new Set<string>();
  /** Declared `global`: bound in the module. */
  readonly elsewhere = new Set<string>();

  constructor(
    readonly outer: Names | undefined,
    readonly kind: ScopeKind,
  ) {}

  get module(): Names {
    return this.outer?.module ?? this;
  }

  bind(name: string): void {
    if (this.elsewhere.has(name)) this.module.bound.add(name);
    else this.bound.add(name);
  }

  /** Where `:=` binds: not in a comprehension. */
  get assigning(): Names {
    return this.kind === 'comprehension' && this.outer ? this.outer.assigning : this;
  }

  get inFunction(): boolean {
    return this.kind === 'function' || (this.outer?.inFunction ?? false);
  }

  /** Whether a name that is read here is bound: names of a class only in its own body. */
  has(name: string, own = true): boolean {
    const visible = own || this.kind !== 'class';
    return (visible && this.bound.has(name)) || (this.outer?.has(name, false) ?? false);
  }
}

/** Names that a module has without binding them, and those of class bodies and methods. */
const given =
  /^__(?:name|file|doc|spec|loader|package|path|builtins|cached|annotations|module|qualname|class)__$/;

/** Calls after which a name may be bound that no statement binds. */
const binders = new Set(['globals', 'locals', 'vars', 'exec']);

class Walk {
  readonly #reads: (UnboundName & { readonly names: Names })[] = [];
  unclear = false;

  constructor(readonly text: string) {}

  unbound(): readonly UnboundName[] {
    return this.#reads
      .filter(({ name, names }) => !names.has(name) && !isBuiltin(name) && !given.test(name))
      .map(({ name, range, inFunction }) => ({ name, range, inFunction }));
  }

  /** How much was read so far. */
  mark(): number {
    return this.#reads.length;
  }

  /** Drops what was read since, and is expected to fail. */
  forgive(mark: number): void {
    this.#reads.length = mark;
  }

  /** All children, in one scope. */
  block(node: SyntaxNode, names: Names): void {
    for (let child = node.firstChild; child; child = child.nextSibling) this.visit(child, names);
  }

  visit(node: SyntaxNode, names: Names): void {
    if (node.type.isError) this.unclear = true;
    const handler = handlers[node.name];
    if (handler) handler(this, node, names);
    else this.block(node, names);
  }

  read(node: SyntaxNode, names: Names): void {
    const name = this.textOf(node);
    if (binders.has(name)) this.unclear = true;
    const { from, to } = node;
    this.#reads.push({ name, range: { from, to }, names, inFunction: names.inFunction });
  }

  /** Binds the names of a target; what it is attribute or item of is read. */
  bind(node: SyntaxNode | null | undefined, names: Names): void {
    if (!node) return;
    if (node.name === 'VariableName') names.bind(this.textOf(node));
    else if (grouping.has(node.name)) for (const item of childrenOf(node)) this.bind(item, names);
    else this.visit(node, names);
  }

  textOf({ from, to }: SourceRange): string {
    return this.text.slice(from, to);
  }
}

/** What `except` catches where a name may be missing. */
const catchers = /\b(?:NameError|Exception|BaseException)\b/;

const grouping = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression']);

type Handler = (walk: Walk, node: SyntaxNode, names: Names) => void;

/** What binds, and what opens a scope; every other node only holds others. */
const handlers: Readonly<Record<string, Handler>> = {
  VariableName: (walk, node, names) => {
    walk.read(node, names);
  },
  TypeDef: () => undefined,
  ImportStatement: (walk, node, names) => {
    const stars: string[] = [];
    const add = ({ name }: { readonly name: string }): void => {
      names.bind(name);
    };
    bindImports(node, { text: walk.text, stars, add });
    if (stars.length > 0) walk.unclear = true;
  },
  ScopeStatement: (walk, node, names) => {
    const global = node.firstChild?.name === 'global';
    for (const name of node.getChildren('VariableName')) {
      if (global) names.elsewhere.add(walk.textOf(name));
      if (global) names.module.bind(walk.textOf(name));
    }
  },
  AssignStatement: (walk, node, names) => {
    const children = childrenOf(node);
    const last = children.findLastIndex(({ name }) => name === 'AssignOp');
    children.forEach((child, at) => {
      if (at < last || last < 0) walk.bind(child, names);
      else walk.visit(child, names);
    });
  },
  UpdateStatement: (walk, node, names) => {
    walk.bind(node.firstChild, names);
    for (const child of childrenOf(node).slice(1)) walk.visit(child, names);
  },
  NamedExpression: (walk, node, names) => {
    walk.bind(node.firstChild, names.assigning);
    for (const child of childrenOf(node).slice(1)) walk.visit(child, names);
  },
  ForStatement: (walk, node, names) => {
    loop(walk, childrenOf(node), names, names);
  },
  WithStatement: bindAfterAs,
  TryStatement: (walk, node, names) => {
    const guarded = node.getChildren('except').some(({ nextSibling }) => {
      const caught = nextSibling?.name === '*' ? nextSibling.nextSibling : nextSibling;
      return !caught || caught.name === 'Body' || catchers.test(walk.textOf(caught));
    });
    const body = guarded ? node.getChild('Body') : undefined;
    if (!body) bindAfterAs(walk, node, names);
    else {
      const reads = walk.mark();
      walk.visit(body, names);
      walk.forgive(reads);
      bindAfterAs(walk, node, names, body);
    }
  },
  DeleteStatement: (walk, node, names) => {
    for (const child of childrenOf(node)) walk.bind(child, names);
  },
  CapturePattern: (walk, node, names) => {
    walk.bind(node.firstChild, names);
  },
  AsPattern: bindAfterAs,
  KeywordPattern: (walk, node, names) => {
    for (const child of childrenOf(node).slice(1)) walk.visit(child, names);
  },
  TypeDefinition: (walk, node, names) => {
    walk.bind(node.getChild('VariableName'), names);
  },
  FunctionDefinition: (walk, node, names) => {
    walk.bind(node.getChild('VariableName'), names);
    functionScope(walk, node, names);
  },
  LambdaExpression: functionScope,
  ClassDefinition: (walk, node, names) => {
    walk.bind(node.getChild('VariableName'), names);
    const inner = new Names(names, 'class');
    typeParameters(walk, node, inner);
    for (const part of node.getChildren('ArgList')) walk.visit(part, names);
    for (const part of node.getChildren('Body')) walk.block(part, inner);
  },
  Decorator: (walk, node, names) => {
    const [, first, ...more] = childrenOf(node);
    if (first) walk.visit(first, names);
    // `@a.b.c`: the parts after the dots are attributes.
    for (const child of more) if (child.name !== 'VariableName') walk.visit(child, names);
  },
  ArgList: (walk, node, names) => {
    const children = childrenOf(node);
    if (children.some(({ name }) => name === 'for')) {
      comprehension(walk, node, names);
      return;
    }
    children.forEach((child, at) => {
      const sign = children[at + 1];
      if (child.name !== 'VariableName' || sign?.name !== 'AssignOp') walk.visit(child, names);
      else if (walk.textOf(sign) === ':=') walk.bind(child, names.assigning);
    });
  },
  ComprehensionExpression: comprehension,
  ArrayComprehensionExpression: comprehension,
  SetComprehensionExpression: comprehension,
  DictionaryComprehensionExpression: comprehension,
};

/** `… as target`, everything else is read or holds statements. */
function bindAfterAs(walk: Walk, node: SyntaxNode, names: Names, done?: SyntaxNode): void {
  for (const child of childrenOf(node)) {
    if (child.from === done?.from) continue;
    if (child.prevSibling?.name === 'as') walk.bind(child, names);
    else walk.visit(child, names);
  }
}

/** `for targets in …`; what is iterated first is read in another scope than the rest. */
function loop(walk: Walk, children: readonly SyntaxNode[], names: Names, first: Names): void {
  let state: 'element' | 'targets' | 'iterated' = 'element';
  let loops = 0;
  for (const child of children) {
    if (child.name === 'for') {
      state = 'targets';
      loops++;
    } else if (child.name === 'in' && state === 'targets') state = 'iterated';
    else if (child.name === 'if') state = 'element';
    else if (state === 'targets') walk.bind(child, names);
    else walk.visit(child, state === 'iterated' && loops === 1 ? first : names);
  }
}

function comprehension(walk: Walk, node: SyntaxNode, names: Names): void {
  loop(walk, childrenOf(node), new Names(names, 'comprehension'), names);
}

/** Defaults are read outside, everything else inside. */
function functionScope(walk: Walk, node: SyntaxNode, names: Names): void {
  const inner = new Names(names, 'function');
  typeParameters(walk, node, inner);
  for (const child of childrenOf(node)) {
    if (child.name === 'ParamList') parameters(walk, child, names, inner);
    else if (child.name === 'Body') walk.block(child, inner);
    else if (node.name === 'LambdaExpression') walk.visit(child, inner);
  }
}

function parameters(walk: Walk, node: SyntaxNode, names: Names, inner: Names): void {
  for (const child of childrenOf(node)) {
    if (child.prevSibling?.name === 'AssignOp') walk.visit(child, names);
    else if (child.name === 'VariableName') walk.bind(child, inner);
    else if (child.type.isError) walk.unclear = true;
  }
}

function typeParameters(walk: Walk, node: SyntaxNode, inner: Names): void {
  for (const parameter of node.getChild('TypeParamList')?.getChildren('TypeParam') ?? [])
    walk.bind(parameter.getChild('VariableName'), inner);
}
