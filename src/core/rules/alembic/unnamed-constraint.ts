import { literalName } from '../../changes/inverse/python.js';
import type { Constraint } from '../../changes/objects.js';
import { sameName, type KnownSchema } from '../../changes/known-schema.js';
import type { PythonValue, SourceRange } from '../../python/value.js';
import type { Operation } from '../../revisions/revision.js';
import { keywordValue } from '../calls.js';
import type { FileEdit, Fix } from '../finding.js';
import type { Migration, RuleOn, Step } from '../rule.js';
import { importEdits } from '../statements.js';

/** https://alembic.sqlalchemy.org/en/latest/naming.html */
export const unnamedConstraint: RuleOn<'revision'> = {
  id: 'unnamed-constraint',
  title: 'A constraint or an index that is dropped without its name',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check(migration) {
    const taken = new Set<Step>();
    for (const direction of ['upgrade', 'downgrade'] as const)
      for (const drop of migration.body[direction]?.operations ?? []) {
        const none = namelessDrop(drop);
        if (!none) continue;
        const created = direction === 'downgrade' ? partnerOf(migration, drop, taken) : undefined;
        if (created) taken.add(created);
        const name = created
          ? nameOf(created, migration.after)
          : onlyOne(drop, direction === 'upgrade' ? migration.before : migration.after);
        const birth = created && nameArgument(created.change.source.operation);
        const fixes = fixesFor(migration, name, drop.rounds ? undefined : none, created && birth);
        yield {
          at: none,
          message:
            drop.name === 'drop_index'
              ? 'drop_index(None) makes up a name, and drops no index or another one.'
              : 'drop_constraint(None) fails: without a name there is nothing to drop.',
          help: `Name it here${created ? ' and where it is created' : ''}: \`${literalName(name ?? 'its_name')}\`.`,
          fixes,
        };
        if (created && birth)
          yield {
            at: birth,
            message:
              'This gets its name from PostgreSQL or from a naming convention, and the way back drops it without one.',
            help: `Name it here and where it is dropped: \`${literalName(name ?? 'its_name')}\`.`,
            fixes,
          };
      }
  },
};

/** Where `None` stands for the name of what is dropped. */
function namelessDrop(operation: Operation): SourceRange | undefined {
  if (operation.name !== 'drop_constraint' && operation.name !== 'drop_index') return undefined;
  return nameArgument(operation);
}

/** Where `None` stands for a name. */
function nameArgument({ args, keywords }: Operation): SourceRange | undefined {
  const value: PythonValue | undefined =
    args[0] ??
    keywordValue({ keywords }, 'constraint_name') ??
    keywordValue({ keywords }, 'index_name');
  return value?.kind === 'none' ? value.range : undefined;
}

const types: Readonly<Record<string, Constraint['type']>> = {
  foreignkey: 'foreign_key',
  primary: 'primary_key',
  unique: 'unique',
  check: 'check',
};

function wanted(drop: Operation): Constraint['type'] | undefined {
  const type = keywordValue(drop, 'type_') ?? drop.args[drop.batch ? 1 : 2];
  return type?.kind === 'string' ? types[type.value] : undefined;
}

/** What `upgrade()` creates without a name and this drops: the latest first. */
function partnerOf(
  migration: Migration,
  drop: Operation,
  taken: ReadonlySet<Step>,
): Step | undefined {
  return migration.upgrade.findLast((step) => {
    const { change } = step;
    const { operation, sql } = change.source;
    if (taken.has(step) || sql !== undefined || !nameArgument(operation)) return false;
    if (operation.rounds || operation.table !== drop.table) return false;
    if (drop.name === 'drop_index') return change.kind === 'create_index';
    const type = wanted(drop);
    return (
      change.kind === 'add_constraint' && (type === undefined || change.constraint.type === type)
    );
  });
}

/** The name that it gets, by replay. */
function nameOf({ change }: Step, after: KnownSchema): string | undefined {
  return after.tables
    .flatMap(({ constraints, indexes }) => [...constraints, ...indexes])
    .find(({ origin }) => origin === change)?.name;
}

/** The constraint that can be meant where the table has one only. */
function onlyOne(drop: Operation, schema: KnownSchema): string | undefined {
  const { table: name, schema: own } = drop;
  const type = wanted(drop);
  const table = schema.tables.find(
    (known) => name !== undefined && sameName(known.name, { schema: own, name }),
  );
  if (!table || table.incomplete || drop.name === 'drop_index' || !type) return undefined;
  const [one, ...others] = table.constraints.filter(({ definition }) => definition.type === type);
  return others.length === 0 && !one?.doubt ? one?.name : undefined;
}

function fixesFor(
  migration: Migration,
  name: string | undefined,
  drop: SourceRange | undefined,
  birth: SourceRange | undefined,
): Fix[] {
  if (name === undefined || !drop) return [];
  const { file } = migration;
  const edits = [drop, ...(birth ? [birth] : [])].map((range): FileEdit => ({
    kind: 'replace',
    file,
    range,
    text: literalName(name),
  }));
  return [
    {
      title: `Name it ${name}`,
      safety: birth ? 'safe' : 'review',
      edits: [...importEdits(migration, ['from alembic import op']), ...edits],
    },
  ];
}
