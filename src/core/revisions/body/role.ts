import type { SyntaxNode } from '@lezer/common';
import type { Place } from '../../python/place.js';
import type { Scope } from '../../python/binding.js';
import type { PythonValue } from '../../python/value.js';

/** What an expression is to a migration. */
export type Role =
  /** `op` itself. */
  | { readonly kind: 'op' }
  /** What `op.batch_alter_table(...)` gives. */
  | BatchRole
  /** One directive, e.g. `op.add_column`; without a name, one that only running could tell. */
  | { readonly kind: 'directive'; readonly name: string | undefined; readonly batch?: BatchRole }
  /** A connection, an engine, a session, a cursor: whatever SQL is sent through. */
  | { readonly kind: 'connection'; readonly autocommit?: boolean }
  /** A method that sends SQL: `connection.execute`. */
  | { readonly kind: 'send'; readonly method: string; readonly autocommit?: boolean }
  /** Alembic's migration context, or its `context` module. */
  | { readonly kind: 'context' }
  /** `context.autocommit_block()`. */
  | { readonly kind: 'autocommit' }
  /** A function of this file; `self`: the class that a method was reached through. */
  | {
      readonly kind: 'function';
      readonly node: SyntaxNode;
      readonly outer: Scope;
      readonly self?: SyntaxNode;
    }
  /** A class of this file. */
  | { readonly kind: 'class'; readonly node: SyntaxNode }
  /** An object of a class of this file. */
  | { readonly kind: 'instance'; readonly node: SyntaxNode }
  /** Something that makes sessions when called. */
  | { readonly kind: 'session maker' };

export type FunctionRole = Role & { readonly kind: 'function' };

export interface BatchRole {
  readonly kind: 'batch';
  readonly table: PythonValue | undefined;
  readonly schema: PythonValue | undefined;
}

/** A function that is being read, and how it was reached. */
export interface Frame extends Place {
  /** Roles of the arguments that it was called with, by parameter. */
  readonly parameters: ReadonlyMap<string, Role>;
  readonly self?: SyntaxNode | undefined;
}

/** Finds the role of a part of an expression, for those that find that of the whole. */
export type RoleOf = (node: SyntaxNode | null | undefined, frame: Frame) => Role | undefined;

/** The roles that people's names for parameters and attributes promise. */
export function roleByName(name: string): Role | undefined {
  if (/^(?:alembic_)?op$/u.test(name)) return { kind: 'op' };
  if (/^batch(?:_op)?$/u.test(name)) return { kind: 'batch', table: undefined, schema: undefined };
  return /^_?(?:(?:db_?|sync_?|async_?)?(?:conn|connection|session|engine)|bind|cursor|cur)$/u.test(
    name,
  )
    ? { kind: 'connection' }
    : undefined;
}
