import type { SyntaxNode } from '@lezer/common';

/** A run of statements that may or may not run: a clause of `if`, `for`, `while`, `try`, `match`. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly parent: Block | undefined;
  /** Offset of the compound statement that the clause belongs to: clauses of one exclude each other. */
  readonly statement: number;
  readonly loop: boolean;
  /** Clauses of `try` may all run, one after the other; those of `if` and `match` may not. */
  readonly exclusive: boolean;
}

/** One place that binds a name. */
export interface Binding {
  readonly name: string;
  /**
   * `value`: `node` is the expression, or the sequence whose item `index` is it; `augmented`: `+=`
   * with `node`; `with`: `node` is the context manager; `loop`: `node` is what is iterated, if it is
   * one expression; `import`: `path` says of what; `other`: only running the code could tell.
   */
  readonly kind:
    | 'value'
    | 'augmented'
    | 'import'
    | 'function'
    | 'class'
    | 'parameter'
    | 'with'
    | 'loop'
    | 'deleted'
    | 'other';
  /** The offset from which it holds. */
  readonly at: number;
  readonly block: Block | undefined;
  readonly node?: SyntaxNode | undefined;
  readonly index?: number;
  /** The items of a tuple without parentheses, `x = 'a', 'b'`. */
  readonly items?: readonly SyntaxNode[];
  readonly path?: string;
  /** Where the name itself stands. */
  readonly nameFrom: number;
}

/** The names bound in a module or a function, in source order. */
export interface Scope {
  readonly text: string;
  readonly outer: Scope | undefined;
  /** A `Script` or a `FunctionDefinition`. */
  readonly root: SyntaxNode;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly blocks: readonly Block[];
  /** Names that a function declares `global` or `nonlocal`. */
  readonly declared: ReadonlySet<string>;
  /** Modules imported with `*`. */
  readonly stars: readonly string[];
}

/** What a statement adds to the scope that is being collected. */
export interface ScopeBuilder {
  readonly text: string;
  readonly stars: string[];
  add(binding: Omit<Binding, 'block'>): void;
}
