import type { ChangeOf } from '../../change.js';
import { best, type KnownConstraint, type KnownTable } from '../../known-schema.js';
import type { KeyConstraint, ObjectName } from '../../objects.js';
import { type Case, type CaseContext, type Cases, tableIn } from './case.js';
import { provesNotNull } from './not-null.js';

export const constraintCases: Cases = {
  add_constraint(change, context) {
    const { constraint, table, inline } = change;
    const known = tableIn(context.schema, table);
    switch (constraint.type) {
      case 'foreign_key':
        return [addForeignKey(change, known, context)];
      case 'check':
        if (constraint.notEnforced) return [{ row: 'add-not-enforced' }];
        return [{ row: constraint.notValid ? 'add-check-not-valid' : 'add-check' }];
      case 'not_null':
        if (inline) return [];
        return [{ row: constraint.notValid ? 'add-not-null-not-valid' : 'add-not-null' }];
      case 'exclude':
        return [{ row: 'add-exclusion', builds: [constraint.name] }];
      default:
        return [addKey(constraint, known)];
    }
  },

  validate_constraint({ table, name }, { schema }) {
    const known = schema && best(schema.constraint(table, name));
    const definition = known?.definition;
    if (known?.valid && !known.doubt) return [{ row: 'validate-already' }];
    if (definition?.type !== 'foreign_key') return [{ row: 'validate-constraint' }];
    return [{ row: 'validate-foreign-key', relations: targetOf(definition.references) }];
  },

  drop_constraint(change, { schema }) {
    const { table, name, cascade, ifExists } = change;
    if (name === undefined || !schema) return [{ row: 'drop-constraint' }];
    const found = schema.constraint(table, name);
    const isNotNull = tableIn(schema, table)?.columns.some((own) => own.notNull?.name === name);
    if (found.state === 'absent' && !isNotNull && !ifExists)
      return [{ row: 'drop-constraint-missing' }];
    const known = best(found);
    if (!known) return [{ row: 'drop-constraint' }];
    const { definition } = known;
    if (definition.type === 'foreign_key')
      return [{ row: 'drop-foreign-key', relations: targetOf(definition.references) }];
    if (definition.type === 'check' || definition.type === 'not_null')
      return [{ row: 'drop-constraint' }];
    return [dropKey(table, known, cascade ?? false, schema)];
  },

  rename_constraint({ table, name }, { schema }) {
    const type = schema && best(schema.constraint(table, name))?.definition.type;
    const isKey = type === 'primary_key' || type === 'unique' || type === 'exclude';
    if (!isKey) return [{ row: 'rename-constraint' }];
    return [{ row: 'rename-key', relations: { index: [{ schema: table.schema, name }] } }];
  },
};

const targetOf = (references: ObjectName | undefined) => ({
  referenced: references ? [references] : [],
});

function addForeignKey(
  { constraint, inline, table }: ChangeOf<'add_constraint'>,
  known: KnownTable | undefined,
  { schema }: CaseContext,
): Case {
  if (constraint.type !== 'foreign_key') return { row: 'add-foreign-key' };
  const relations = targetOf(constraint.references);
  if (inline) {
    const [column = ''] = constraint.columns ?? [];
    const own = schema && best(schema.column(table, column));
    const filled = own?.default ?? own?.generated ?? own?.identity;
    return { row: filled ? 'add-column-foreign-key-default' : 'add-column-foreign-key', relations };
  }
  if (!constraint.notValid && !constraint.notEnforced) return { row: 'add-foreign-key', relations };
  const row =
    known?.partitionBy === undefined
      ? 'add-foreign-key-not-valid'
      : 'add-foreign-key-not-valid-partitioned';
  return { row, relations };
}

function addKey(constraint: KeyConstraint, table: KnownTable | undefined): Case {
  const { type, usingIndex } = constraint;
  if (usingIndex === undefined)
    return {
      row: type === 'unique' ? 'add-unique' : 'add-primary-key',
      builds: [constraint.name],
    };
  if (table?.partitionBy !== undefined) return { row: 'using-index-partitioned' };
  const index = table?.indexes.find(({ name }) => name === usingIndex);
  const keys = index?.definition.keys;
  const unfit =
    index !== undefined &&
    (index.definition.unique === false ||
      index.definition.predicate !== undefined ||
      keys?.some((key) => key.expression !== undefined || key.descending === true));
  if (unfit) return { row: 'using-index-unfit' };
  // The index is renamed to the constraint; only that locks it.
  const renamed = constraint.name !== undefined && constraint.name !== usingIndex;
  const relations = { index: renamed ? [{ schema: table?.name.schema, name: usingIndex }] : [] };
  if (type === 'unique') return { row: 'add-unique-using-index', relations };
  const columns = keys?.flatMap(({ column }) => column ?? []);
  const strict = columns?.every((column) => cannotBeNull(table, column));
  return {
    row: strict === false ? 'add-primary-key-using-index-nullable' : 'add-primary-key-using-index',
    relations,
    ...(strict === undefined ? { unknown: 'whether the columns may be NULL is not known' } : {}),
  };
}

function cannotBeNull(table: KnownTable | undefined, column: string): boolean {
  const own = table?.columns.find(({ name }) => name === column);
  const proved = table?.constraints.some(
    ({ definition, valid, enforced, doubt }) =>
      valid && enforced && !doubt && provesNotNull(definition, column),
  );
  return own?.nullable === false || proved === true;
}

function dropKey(
  table: ObjectName,
  { name, columns }: KnownConstraint,
  cascade: boolean,
  schema: NonNullable<CaseContext['schema']>,
): Case {
  const key = [...(columns ?? [])].sort().join();
  const referencing = schema.referencesTo(table).flatMap(({ table: other, constraint }) => {
    const { definition } = constraint;
    const target = definition.type === 'foreign_key' ? definition.referencedColumns : undefined;
    return target && [...target].sort().join() === key && !constraint.doubt ? [other.name] : [];
  });
  const index = name === undefined ? [] : [{ schema: table.schema, name }];
  if (referencing.length === 0) return { row: 'drop-key', relations: { index } };
  return cascade
    ? { row: 'drop-key-cascade', relations: { index, referencing } }
    : { row: 'drop-key-referenced' };
}
