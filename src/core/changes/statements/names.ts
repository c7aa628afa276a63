import type { RangeVar } from '@pgsql/types';
import { formOf } from '../../sql/form.js';
import { hole } from '../../sql/mask.js';
import { as, strings } from '../../sql/nodes.js';
import { printForm } from '../../sql/print-form.js';
import type { Node } from '../../sql/sql-parser.js';
import type { Expression, ObjectName } from '../objects.js';

/** Thrown inside the statement builders where a name is only known at run time; never leaves them. */
export class UnknownName extends Error {}

/** The name if all of it is known. */
export function known(name: string | undefined): string {
  if (name === undefined || name.includes(hole)) throw new UnknownName();
  return name;
}

export function relationName(relation: RangeVar | undefined): ObjectName {
  const schema = relation?.schemaname;
  return {
    schema: schema === undefined ? undefined : known(schema),
    name: known(relation?.relname),
  };
}

/** A qualified name given as a list of String nodes, a List node, or a type or function name. */
export function qualifiedName(node: Node | readonly Node[] | undefined): ObjectName {
  const parts = nameParts(node).map(known);
  return { schema: parts.at(-2), name: known(parts.at(-1)) };
}

/** The parts of a name, outermost first. */
export function nameParts(node: Node | readonly Node[] | undefined): string[] {
  if (Array.isArray(node)) return strings(node as Node[]);
  const single = node as Node | undefined;
  const list =
    as(single, 'List')?.items ??
    as(single, 'TypeName')?.names ??
    as(single, 'ObjectWithArgs')?.objname;
  return list ? strings(list) : strings(single ? [single] : []);
}

export function expressionOf(node: Node | undefined): Expression {
  return { sql: printForm(formOf(node)) };
}

/** The names of columns given as String nodes; undefined where one is not known. */
export function columnNames(nodes: readonly Node[] | undefined): string[] {
  return strings(nodes).map(known);
}
