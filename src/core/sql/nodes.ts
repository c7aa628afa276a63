import type { Node } from './sql-parser.js';

type KeysOf<N> = N extends unknown ? keyof N : never;

/** The names of PostgreSQL's syntax tree nodes, e.g. `AlterTableStmt`. */
export type NodeTag = KeysOf<Node>;
export type NodeOf<T extends NodeTag> = Extract<Node, Record<T, unknown>>[T];

/** The node's content if it is one of `tag`. */
export function as<T extends NodeTag>(node: Node | undefined, tag: T): NodeOf<T> | undefined {
  return (node as Partial<Record<T, NodeOf<T>>> | undefined)?.[tag];
}

/** The node's name; '' for an empty one. */
export function tagOf(node: Node): NodeTag | '' {
  return (Object.keys(node) as NodeTag[])[0] ?? '';
}

/** The texts of a list of String nodes, e.g. a qualified name or a column list. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => as(node, 'String')?.sval ?? '');
}
