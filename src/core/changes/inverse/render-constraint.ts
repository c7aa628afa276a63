import type { KnownConstraint } from '../known-schema.js';
import type { Constraint, ForeignKeyConstraint, ObjectName } from '../objects.js';
import {
  call,
  execute,
  keyword,
  list,
  literalName,
  quoted,
  schemaOf,
  sqlName,
  sqlText,
  text,
} from './python.js';

/** Why a constraint cannot be written down; undefined where it can. */
export function unknownConstraint({
  definition,
  name,
  doubt,
}: KnownConstraint): string | undefined {
  if (doubt) return doubt.reason;
  if (name === undefined) return 'the name of a constraint is not known';
  const unknown = `what the constraint ${name} says is not known`;
  if (definition.type === 'check')
    return definition.expression.sql === undefined ? unknown : undefined;
  if (definition.type === 'exclude') return definition.keys ? undefined : unknown;
  if (definition.columns === undefined) return unknown;
  if (definition.type !== 'foreign_key') return undefined;
  const { references, referencedColumns, onDelete, onUpdate } = definition;
  return references && referencedColumns && onDelete && onUpdate ? undefined : unknown;
}

/** `op.create_…(…)`. Call it only where `unknownConstraint` knows all of it. */
export function createConstraint(table: ObjectName, constraint: KnownConstraint): string {
  const { definition } = constraint;
  const name = literalName(constraint.name ?? '');
  const owner = text(table.name);
  const more = [...deferral(definition), schemaOf(table)];
  const notValid = constraint.valid ? undefined : 'postgresql_not_valid=True';
  switch (definition.type) {
    case 'primary_key':
      return call('op.create_primary_key', name, owner, list(definition.columns ?? []), ...more);
    case 'unique':
      if (definition.include !== undefined || definition.nullsNotDistinct === true)
        return execute(`ALTER TABLE ${sqlName(table)} ADD ${constraintSql(constraint)}`);
      return call(
        'op.create_unique_constraint',
        name,
        owner,
        list(definition.columns ?? []),
        ...more,
      );
    case 'check': {
      const condition = sqlText(definition.expression.sql ?? '');
      return call('op.create_check_constraint', name, owner, condition, schemaOf(table), notValid);
    }
    case 'foreign_key':
      return createForeignKey(table, name, definition, notValid);
    default:
      return execute(`ALTER TABLE ${sqlName(table)} ADD ${constraintSql(constraint)}`);
  }
}

function createForeignKey(
  table: ObjectName,
  name: string,
  definition: ForeignKeyConstraint,
  notValid: string | undefined,
): string {
  const target = definition.references ?? { name: '' };
  return call(
    'op.create_foreign_key',
    name,
    text(table.name),
    text(target.name),
    list(definition.columns ?? []),
    list(definition.referencedColumns ?? []),
    schemaOf(table, 'source_schema'),
    schemaOf(target, 'referent_schema'),
    ...actions(definition),
    ...deferral(definition),
    notValid,
  );
}

function actions({ onDelete, onUpdate, statesOnDelete }: ForeignKeyConstraint) {
  const written = onDelete !== 'NO ACTION' || statesOnDelete;
  return [
    keyword('ondelete', written && onDelete ? text(onDelete) : undefined),
    keyword('onupdate', onUpdate && onUpdate !== 'NO ACTION' ? text(onUpdate) : undefined),
  ];
}

function deferral({ deferrable, initiallyDeferred }: Constraint) {
  return [
    keyword('deferrable', deferrable ? 'True' : undefined),
    keyword('initially', initiallyDeferred ? text('DEFERRED') : undefined),
  ];
}

/** `sa.…Constraint(…)` inside `op.create_table`; undefined where SQLAlchemy cannot say it there. */
export function tableConstraint(constraint: KnownConstraint): string | undefined {
  const { definition } = constraint;
  const named = keyword('name', literalName(constraint.name ?? ''));
  const more = deferral(definition);
  if (!constraint.valid) return undefined;
  switch (definition.type) {
    case 'primary_key':
    case 'unique': {
      if (definition.include !== undefined || definition.nullsNotDistinct) return undefined;
      const kind = definition.type === 'unique' ? 'Unique' : 'PrimaryKey';
      const columns = (definition.columns ?? []).map(text);
      return call(`sa.${kind}Constraint`, ...columns, named, ...more);
    }
    case 'check':
      return call('sa.CheckConstraint', sqlText(definition.expression.sql ?? ''), named);
    case 'foreign_key': {
      const { references, referencedColumns, columns } = definition;
      const target = [references?.schema, references?.name].flatMap((part) => part ?? []).join('.');
      const targets = (referencedColumns ?? []).map((column) => `${target}.${column}`);
      const own = actions(definition);
      return call(
        'sa.ForeignKeyConstraint',
        list(columns ?? []),
        list(targets),
        named,
        ...own,
        ...more,
      );
    }
    default:
      return undefined;
  }
}

/** A constraint in SQL, with its name. */
export function constraintSql({ name, definition, valid }: KnownConstraint): string {
  const names = (columns: readonly string[] | undefined) => (columns ?? []).map(quoted).join(', ');
  const tail = [
    definition.deferrable ? 'DEFERRABLE' : '',
    definition.initiallyDeferred ? 'INITIALLY DEFERRED' : '',
    valid ? '' : 'NOT VALID',
  ].filter((part) => part !== '');
  const parts = [`CONSTRAINT ${quoted(name ?? '')}`, body(), ...tail];
  return parts.join(' ');

  function body(): string {
    switch (definition.type) {
      case 'check':
        return `CHECK (${definition.expression.sql ?? ''})`;
      case 'exclude': {
        const keys = (definition.keys ?? []).map(
          (key) =>
            `${key.column === undefined ? `(${key.expression?.sql ?? ''})` : quoted(key.column)} WITH ${key.operator}`,
        );
        const where = definition.predicate?.sql;
        const filter = where === undefined ? '' : ` WHERE (${where})`;
        return `EXCLUDE USING ${definition.method ?? 'gist'} (${keys.join(', ')})${filter}`;
      }
      case 'primary_key':
      case 'unique': {
        const kind = definition.type === 'unique' ? 'UNIQUE' : 'PRIMARY KEY';
        const nulls = definition.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
        const include = definition.include ? ` INCLUDE (${names(definition.include)})` : '';
        return `${kind}${nulls} (${names(definition.columns)})${include}`;
      }
      case 'not_null':
        return `NOT NULL ${names(definition.columns)}`;
      case 'foreign_key':
        return `FOREIGN KEY (${names(definition.columns)}) REFERENCES ${sqlName(definition.references ?? { name: '' })} (${names(definition.referencedColumns)})`;
    }
  }
}

const typeNames: Readonly<Partial<Record<Constraint['type'], string>>> = {
  primary_key: 'primary',
  unique: 'unique',
  foreign_key: 'foreignkey',
  check: 'check',
};

export function dropConstraint(table: ObjectName, name: string, type: Constraint['type']): string {
  const kind = typeNames[type];
  return call(
    'op.drop_constraint',
    literalName(name),
    text(table.name),
    keyword('type_', kind === undefined ? undefined : text(kind)),
    schemaOf(table),
  );
}
