import type { ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import { as, strings } from '../../sql/nodes.js';
import { readTypeName } from '../../sql/type-name.js';
import type { TypeName } from '@pgsql/types';
import type { ColumnDefinition, ColumnType, Constraint } from '../objects.js';
import { readConstraintNode } from './constraints.js';
import { expressionOf, known } from './names.js';

export function columnType(node: TypeName | undefined): ColumnType {
  const type = readTypeName(node);
  return type.name === undefined
    ? { ...type, name: undefined, reason: 'the type is computed' }
    : type;
}

/** A column of `CREATE TABLE` or `ADD COLUMN` with the constraints written at it. */
export function readColumnDef(def: ColumnDef, text: string) {
  const name = known(def.colname);
  const type = columnType(def.typeName);
  const nodes = (def.constraints ?? []).flatMap((node) => as(node, 'Constraint') ?? []);
  const find = (kind: ConstraintNode['contype']) => nodes.find(({ contype }) => contype === kind);
  const initial = find('CONSTR_DEFAULT');
  const identity = find('CONSTR_IDENTITY');
  const generated = find('CONSTR_GENERATED');
  const notNull = identity ?? find('CONSTR_NOTNULL') ?? find('CONSTR_PRIMARY') ?? type.serial;
  const collation = strings(def.collClause?.collname).at(-1);
  const column: ColumnDefinition = {
    name,
    type,
    nullable: !notNull,
    ...(initial ? { default: expressionOf(initial.raw_expr) } : {}),
    ...(identity ? { identity: identity.generated_when === 'a' ? 'always' : 'by default' } : {}),
    ...(generated
      ? {
          generated: {
            expression: expressionOf(generated.raw_expr),
            stored: generated.generated_kind !== 'v',
          },
        }
      : {}),
    ...(collation === undefined ? {} : { collation: known(collation) }),
  };
  return { column, constraints: withAttributes(nodes, name, text) };
}

/** `DEFERRABLE` and `INITIALLY DEFERRED` belong to the constraint written before them. */
function withAttributes(nodes: readonly ConstraintNode[], column: string, text: string) {
  const constraints: Constraint[] = [];
  for (const node of nodes) {
    const last = constraints.at(-1);
    const constraint = readConstraintNode(node, column, text);
    if (constraint) constraints.push(constraint);
    else if (last && node.contype === 'CONSTR_ATTR_DEFERRABLE')
      constraints[constraints.length - 1] = { ...last, deferrable: true };
    else if (last && node.contype === 'CONSTR_ATTR_DEFERRED')
      constraints[constraints.length - 1] = { ...last, deferrable: true, initiallyDeferred: true };
  }
  return constraints;
}
