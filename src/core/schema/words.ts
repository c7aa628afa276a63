import type { Constraint, IndexDefinition } from '../changes/objects.js';
import { objectText } from '../changes/object-text.js';
import type { ColumnFact, Fact } from './expectation.js';

/** An expectation in one line for people, e.g. `column cad_files.step_hash text NULL`. */
export function wordsOf(fact: Fact): string {
  const text = subject(fact);
  return 'present' in fact && !fact.present ? `no ${text}` : text;
}

function subject(fact: Fact): string {
  switch (fact.kind) {
    case 'table':
      return `table ${objectText(fact.table)}`;
    case 'column':
      return `column ${columnText(fact)}`;
    case 'constraint':
      return `${constraintText(fact.constraint)} on ${objectText(fact.table)}`;
    case 'dropped constraint':
      return `constraint ${fact.name ?? '(unnamed)'} on ${objectText(fact.table)}`;
    case 'index':
      return indexText(fact.index);
    case 'dropped index':
      return `index ${objectText(fact.index)}`;
    case 'enum': {
      const labels = fact.present && fact.labels ? ` (${fact.labels.join(', ')})` : '';
      return `enum type ${objectText(fact.type)}${labels}`;
    }
    case 'label': {
      const place = fact.position ? ` ${fact.position.where} ${fact.position.label}` : '';
      return `label ${fact.value} of enum ${objectText(fact.type)}${place}`;
    }
    case 'object': {
      const { type, name, table } = fact.object;
      return `${type} ${objectText(name)}${table ? ` on ${objectText(table)}` : ''}`;
    }
    case 'comment': {
      const column = fact.column === undefined ? '' : `.${fact.column}`;
      return `comment on ${fact.on} ${objectText(fact.table)}${column}`;
    }
    case 'partition':
      return `partition ${objectText(fact.partition)} of ${objectText(fact.table)}`;
    case 'rows':
      return fact.words;
    case 'untold':
      return fact.what;
  }
}

function columnText(fact: ColumnFact): string {
  const facets = [
    fact.type ? (fact.type.name ?? '(unknown type)') : undefined,
    fact.nullable === undefined ? undefined : fact.nullable ? 'NULL' : 'NOT NULL',
    fact.default ? defaultText(fact.default) : undefined,
    fact.type?.serial ? 'with a sequence' : undefined,
    fact.identity === 'none' ? 'without identity' : fact.identity && `identity ${fact.identity}`,
    fact.generated === 'none' ? 'not generated' : fact.generated && 'generated',
  ];
  const stated = fact.present ? facets.flatMap((facet) => facet ?? []) : [];
  return [`${objectText(fact.table)}.${fact.column}`, ...stated].join(' ');
}

function defaultText({ expression }: NonNullable<ColumnFact['default']>): string {
  return expression ? `DEFAULT ${expression.sql ?? '(unknown)'}` : 'without default';
}

const kinds: Readonly<Record<Constraint['type'], string>> = {
  primary_key: 'primary key',
  unique: 'unique constraint',
  foreign_key: 'foreign key',
  check: 'check constraint',
  exclude: 'exclusion constraint',
  not_null: 'NOT NULL',
};

export function constraintText(constraint: Constraint): string {
  const name = constraint.name === undefined ? '' : ` ${constraint.name}`;
  return `${kinds[constraint.type]}${name}${detail(constraint)}`;
}

function detail(constraint: Constraint): string {
  switch (constraint.type) {
    case 'check':
      return ` (${constraint.expression.sql ?? 'unknown'})`;
    case 'exclude':
      return '';
    case 'foreign_key': {
      const { columns, references, referencedColumns, onDelete } = constraint;
      const target = references ? objectText(references) : '(unknown)';
      const remote = referencedColumns ? ` (${referencedColumns.join(', ')})` : '';
      const action = onDelete && onDelete !== 'NO ACTION' ? ` ON DELETE ${onDelete}` : '';
      return ` (${columns?.join(', ') ?? 'unknown'}) to ${target}${remote}${action}`;
    }
    default:
      return ` (${constraint.columns?.join(', ') ?? 'unknown'})`;
  }
}

function indexText({ name, table, keys, unique, method, predicate }: IndexDefinition): string {
  const columns = keys
    ?.map(
      (key) => (key.column ?? key.expression?.sql ?? 'unknown') + (key.descending ? ' DESC' : ''),
    )
    .join(', ');
  return [
    unique ? 'unique index' : 'index',
    ...(name === undefined ? [] : [name]),
    `on ${objectText(table)}`,
    ...(method === undefined || method === 'btree' ? [] : [`using ${method}`]),
    `(${columns ?? 'unknown'})`,
    ...(predicate ? [`where ${predicate.sql ?? 'unknown'}`] : []),
  ].join(' ');
}
