import type { KnownTable } from '../../changes/known-schema.js';
import type { Constraint, IndexDefinition, IndexKey, ObjectName } from '../../changes/objects.js';
import {
  chooseName,
  clipName,
  expressionKeyName,
  indexColumnNames,
  joinColumns,
} from './choose-name.js';
import type { Draft, NamingConvention } from './draft.js';
import { columnsIn } from './identifiers.js';

/** The columns of a constraint, those that its expression names included. */
export function columnsOf(
  constraint: Constraint,
  table: Pick<KnownTable, 'columns'>,
): readonly string[] | undefined {
  if (constraint.type === 'check') return columnsIn(constraint.expression, table.columns);
  return constraint.type === 'exclude' ? undefined : constraint.columns;
}

const labels = {
  primary_key: 'pkey',
  unique: 'key',
  foreign_key: 'fkey',
  check: 'check',
  exclude: 'excl',
  not_null: 'not_null',
} as const;

/** The name of a constraint: its own, the naming convention's, or the one PostgreSQL chooses. */
export function nameConstraint(
  draft: Draft,
  table: KnownTable,
  constraint: Constraint,
  others: readonly (string | undefined)[] = [],
): string | undefined {
  if (constraint.name !== undefined) return clipName(constraint.name);
  const byConvention = conventionName(draft.options.naming, table.name, constraint);
  if (byConvention !== undefined) return byConvention;
  if (constraint.type === 'exclude' && constraint.keys === undefined) return undefined;
  const columns = columnsOf(constraint, table);
  if (constraint.type === 'exclude') {
    const names = indexColumnNames((constraint.keys ?? []).map(keyName));
    return choose(draft, table.name, joinColumns(names), labels.exclude, true, others);
  }
  if (constraint.type === 'primary_key')
    return choose(draft, table.name, undefined, labels.primary_key, true, others);
  if (columns === undefined) return undefined;
  const single = columns.length === 1 ? columns[0] : undefined;
  const second = constraint.type === 'check' ? single : joinColumns(columns);
  const relation = constraint.type === 'unique';
  return choose(draft, table.name, second, labels[constraint.type], relation, others);
}

/** The name that PostgreSQL 18 gives to the NOT NULL of a column. */
export function nameNotNull(
  draft: Draft,
  table: ObjectName,
  column: string,
  others: readonly (string | undefined)[] = [],
): string {
  return choose(draft, table, column, labels.not_null, false, others);
}

/** `t_c_seq` */
export function nameSequence(draft: Draft, table: ObjectName, column: string): string {
  return choose(draft, table, column, 'seq', true, []);
}

/** The name of an index: its own, SQLAlchemy's for `index=True`, or the one PostgreSQL chooses. */
export function nameIndex(draft: Draft, index: IndexDefinition): string | undefined {
  if (index.name !== undefined) return clipName(index.name);
  if (index.keys === undefined) return undefined;
  // Written as SQL it is PostgreSQL that chooses; as an operation it is SQLAlchemy.
  if (draft.change.source.sql === undefined) return sqlAlchemyIndexName(draft, index);
  const names = [...index.keys.map(keyName), ...(index.include ?? [])];
  return choose(draft, index.table, joinColumns(indexColumnNames(names)), 'idx', true, []);
}

/** The names of an index on a partition that follows one on its parent. */
export function nameClone(
  draft: Draft,
  table: ObjectName,
  index: IndexDefinition,
  constraint: 'primary_key' | 'unique' | 'exclude' | undefined,
): string | undefined {
  if (constraint === 'primary_key') return choose(draft, table, undefined, 'pkey', true, []);
  if (index.keys === undefined) return undefined;
  const names = [...index.keys.map(keyName), ...(index.include ?? [])];
  const label = constraint ? labels[constraint] : 'idx';
  return choose(draft, table, joinColumns(indexColumnNames(names)), label, true, []);
}

export function keyName(key: IndexKey): string {
  return key.column ?? expressionKeyName(key.expression?.sql ?? '');
}

function choose(
  draft: Draft,
  table: ObjectName,
  second: string | undefined,
  label: string,
  relation: boolean,
  others: readonly (string | undefined)[],
): string {
  const { schema } = table;
  return chooseName(clipName(table.name), second, label, (name) => {
    const object = { schema, name };
    return (
      others.includes(name) || draft.isConstraint(object) || (relation && draft.isRelation(object))
    );
  });
}

/** `ix_<table>_<first column>`, SQLAlchemy's own convention unless the metadata has another one. */
function sqlAlchemyIndexName(draft: Draft, { table, keys }: IndexDefinition): string | undefined {
  const columns = (keys ?? []).map(({ column }) => column);
  const template = draft.options.naming?.ix ?? 'ix_%(column_0_label)s';
  return fill(template, table, columns, undefined);
}

const conventionKeys = {
  primary_key: 'pk',
  unique: 'uq',
  foreign_key: 'fk',
  check: 'ck',
  exclude: undefined,
  not_null: undefined,
} as const;

function conventionName(
  naming: NamingConvention | undefined,
  table: ObjectName,
  constraint: Constraint,
): string | undefined {
  const key = conventionKeys[constraint.type];
  const template = key && naming?.[key];
  if (template === undefined || template.includes('constraint_name')) return undefined;
  const columns = 'columns' in constraint ? (constraint.columns ?? []) : [];
  const referred = constraint.type === 'foreign_key' ? constraint.references?.name : undefined;
  return fill(template, table, columns, referred);
}

/** Fills a template of SQLAlchemy's naming convention; undefined where a token is not known. */
function fill(
  template: string,
  table: ObjectName,
  columns: readonly (string | undefined)[],
  referred: string | undefined,
): string | undefined {
  const tokens = [...template.matchAll(/%\((\w+)\)s/g)].map(([, token = '']) => token);
  if (tokens.some((token) => valueOf(token) === undefined)) return undefined;
  const name = template.replace(/%\((\w+)\)s/g, (_, token: string) => valueOf(token) ?? '');
  // SQLAlchemy shortens longer names by a hash of its own.
  return name.length <= 63 ? name : undefined;

  function valueOf(token: string): string | undefined {
    return tokenValue(token, table, columns, referred);
  }
}

/** What a token of SQLAlchemy's naming convention stands for; undefined where it is not known. */
export function tokenValue(
  token: string,
  table: ObjectName,
  columns: readonly (string | undefined)[],
  referred: string | undefined,
): string | undefined {
  if (token === 'table_name') return table.name;
  if (token === 'referred_table_name') return referred;
  const [, number, separator, what] = /^column_(\d+)(_?N)?_?(name|label|key)$/.exec(token) ?? [];
  if (what === undefined) return undefined;
  const chosen =
    separator === undefined ? columns.slice(Number(number), Number(number) + 1) : columns;
  if (chosen.length === 0 || chosen.includes(undefined)) return undefined;
  const prefix = [table.schema?.replaceAll('.', '_'), table.name].filter(Boolean).join('_');
  const names = chosen.map((column) => (what === 'label' ? `${prefix}_${column ?? ''}` : column));
  return names.join(separator?.startsWith('_') === true ? '_' : '');
}
