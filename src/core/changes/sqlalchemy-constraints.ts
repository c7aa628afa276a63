import type { PythonValue } from '../python/value.js';
import { Arguments, itemsOf, lastPart, literalText } from './arguments.js';
import { sqlExpression } from './expressions.js';
import type {
  Constraint,
  ExclusionConstraint,
  ForeignKeyConstraint,
  ObjectName,
  ReferentialAction,
} from './objects.js';

type Call = PythonValue & { readonly kind: 'call' };

/** A table-level constraint such as `sa.UniqueConstraint("a", name="u")`; undefined if it is none. */
export function readConstraint(value: PythonValue): Constraint | undefined {
  if (value.kind !== 'call') return undefined;
  const reader = readers[lastPart(value.path)];
  return reader?.(value);
}

const readers: Readonly<Record<string, ((call: Call) => Constraint) | undefined>> = {
  PrimaryKeyConstraint: (call) => keyOf('primary_key', call),
  UniqueConstraint: (call) => keyOf('unique', call),
  ForeignKeyConstraint(call) {
    const bound = new Arguments(['columns', 'refcolumns'], call.args, call.keywords);
    const targets = bound.texts('refcolumns')?.map(splitTarget);
    return {
      ...foreignKey(bound, bound.texts('columns'), targets?.[0]?.table),
      referencedColumns: targets?.flatMap((target) => target?.column ?? []),
    };
  },
  CheckConstraint(call) {
    const bound = new Arguments(['sqltext'], call.args, call.keywords);
    return { type: 'check', expression: sqlExpression(bound.value('sqltext')), ...common(bound) };
  },
  ExcludeConstraint(call) {
    const bound = new Arguments([], call.args, call.keywords);
    return {
      type: 'exclude',
      method: bound.text('using') ?? 'gist',
      ...exclusionKeys(bound.rest),
      ...(bound.given('where') ? { predicate: sqlExpression(bound.value('where')) } : {}),
      ...common(bound),
    };
  },
};

/** The pairs `("column", "operator")` of an exclusion constraint; none where one is not literal. */
export function exclusionKeys(pairs: readonly PythonValue[]): Pick<ExclusionConstraint, 'keys'> {
  const keys = pairs.flatMap((pair) => {
    const [key, operator] = (itemsOf(pair) ?? []).map((value, index) =>
      index === 0 && value.kind !== 'string' ? sqlExpression(value).sql : literalText(value),
    );
    if (key === undefined || operator === undefined) return [];
    return [/^\w+$/.test(key) ? { column: key, operator } : { expression: { sql: key }, operator }];
  });
  return keys.length > 0 && keys.length === pairs.length ? { keys } : {};
}

function keyOf(type: 'primary_key' | 'unique', { args, keywords }: Call): Constraint {
  const columns = args.map(literalText);
  return {
    type,
    columns: columns.includes(undefined) ? undefined : (columns as string[]),
    ...common(new Arguments([], args, keywords)),
  };
}

/** What every constraint may say; keywords of `op.create_*` and of `sa.*Constraint` are the same. */
export function common(bound: Arguments) {
  const name = bound.given('name') ?? bound.given('constraint_name');
  const deferrable = bound.flag('deferrable');
  const initially = bound.text('initially')?.toUpperCase();
  return {
    name: literalText(name),
    ...(deferrable === undefined ? {} : { deferrable }),
    ...(initially === undefined ? {} : { initiallyDeferred: initially === 'DEFERRED' }),
    ...(bound.flag('postgresql_not_valid') ? { notValid: true } : {}),
    ...(bound.flag('postgresql_nulls_not_distinct') ? { nullsNotDistinct: true } : {}),
  };
}

/** The parts of a foreign key that its keywords say. */
export function foreignKey(
  bound: Arguments,
  columns: readonly string[] | undefined,
  references: ObjectName | undefined,
): Omit<ForeignKeyConstraint, 'referencedColumns'> {
  return {
    type: 'foreign_key',
    columns,
    references,
    onDelete: action(bound, 'ondelete'),
    onUpdate: action(bound, 'onupdate'),
    statesOnDelete: bound.given('ondelete') !== undefined,
    ...common(bound),
  };
}

/** `sa.ForeignKey("parents.id", …)` on a column. */
export function readForeignKey(call: Call, column: string): ForeignKeyConstraint {
  const bound = new Arguments(['column'], call.args, call.keywords);
  const target = splitTarget(bound.text('column') ?? '');
  return {
    ...foreignKey(bound, [column], target?.table),
    referencedColumns: target && [target.column],
  };
}

function action(bound: Arguments, name: string): ReferentialAction | undefined {
  const value = bound.given(name);
  if (!value) return 'NO ACTION';
  const text = literalText(value)?.trim().toUpperCase().replace(/\s+/g, ' ');
  return actions.find((known) => known === text);
}

const actions: readonly ReferentialAction[] = [
  'NO ACTION',
  'RESTRICT',
  'CASCADE',
  'SET NULL',
  'SET DEFAULT',
];

/** `schema.table.column` or `table.column`. */
function splitTarget(text: string): { table: ObjectName; column: string } | undefined {
  const parts = text.split('.');
  const [column, name, ...schema] = parts.reverse();
  if (!column || !name) return undefined;
  return {
    table: { schema: schema.length > 0 ? schema.reverse().join('.') : undefined, name },
    column,
  };
}
