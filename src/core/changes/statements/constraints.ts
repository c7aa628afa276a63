import type { Constraint as ConstraintNode } from '@pgsql/types';
import { as, strings } from '../../sql/nodes.js';
import type { Constraint, ExclusionConstraint, ReferentialAction } from '../objects.js';
import { readIndexKey } from './index-keys.js';
import { columnNames, expressionOf, known, relationName } from './names.js';

const actions: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

const canBeUnenforced: readonly ConstraintNode['contype'][] = ['CONSTR_CHECK', 'CONSTR_FOREIGN'];

/** The pairs of a key and an operator. */
function exclusionKeys({ exclusions }: ConstraintNode): Pick<ExclusionConstraint, 'keys'> {
  const pairs = (exclusions ?? []).map((pair) => as(pair, 'List')?.items ?? []);
  const keys = pairs.flatMap(([element, operator]) => {
    const key = element && readIndexKey(element);
    const name = strings(as(operator, 'List')?.items).at(-1);
    return key && name !== undefined ? [{ ...key, operator: name }] : [];
  });
  return keys.length === pairs.length ? { keys } : {};
}

/**
 * A constraint of `CREATE TABLE` or `ADD CONSTRAINT`; undefined for what is none (NOT NULL without a
 * name, DEFAULT …). `column` is the one it is written at; `text` the whole statement's.
 */
export function readConstraintNode(
  node: ConstraintNode,
  column: string | undefined,
  text: string,
): Constraint | undefined {
  const own = column === undefined ? [] : [column];
  const common = {
    name: node.conname === undefined ? undefined : known(node.conname),
    ...(node.deferrable ? { deferrable: true } : {}),
    ...(node.initdeferred ? { initiallyDeferred: true } : {}),
    ...(node.skip_validation ? { notValid: true } : {}),
    ...(canBeUnenforced.includes(node.contype) && !node.is_enforced
      ? { notEnforced: true as const }
      : {}),
  };
  switch (node.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      const columns = node.keys ? columnNames(node.keys) : own;
      return {
        type: node.contype === 'CONSTR_PRIMARY' ? 'primary_key' : 'unique',
        columns: node.indexname === undefined ? columns : undefined,
        ...common,
        ...(node.indexname === undefined ? {} : { usingIndex: known(node.indexname) }),
        ...(node.including?.length ? { include: columnNames(node.including) } : {}),
        ...(node.nulls_not_distinct ? { nullsNotDistinct: true } : {}),
      };
    }
    case 'CONSTR_FOREIGN':
      return {
        type: 'foreign_key',
        columns: node.fk_attrs ? columnNames(node.fk_attrs) : own,
        references: relationName(node.pktable),
        referencedColumns: node.pk_attrs ? columnNames(node.pk_attrs) : undefined,
        onDelete: actions[node.fk_del_action ?? 'a'],
        onUpdate: actions[node.fk_upd_action ?? 'a'],
        statesOnDelete: node.fk_del_action !== 'a' || /\bon\s+delete\s+no\s+action\b/i.test(text),
        ...common,
      };
    case 'CONSTR_CHECK':
      return { type: 'check', expression: expressionOf(node.raw_expr), ...common };
    case 'CONSTR_EXCLUSION':
      return {
        type: 'exclude',
        method: node.access_method ?? 'gist',
        ...exclusionKeys(node),
        ...(node.where_clause ? { predicate: expressionOf(node.where_clause) } : {}),
        ...common,
      };
    case 'CONSTR_NOTNULL':
      return common.name === undefined && node.keys === undefined
        ? undefined
        : { type: 'not_null', columns: node.keys ? columnNames(node.keys) : own, ...common };
    default:
      return undefined;
  }
}
