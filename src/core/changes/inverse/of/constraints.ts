import { best, type KnownConstraint } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import { code, nothing, notDerivable } from '../inverse.js';
import { call, execute, keyword, quoted, schemaOf, sqlName, text } from '../python.js';
import { createConstraint, dropConstraint, unknownConstraint } from '../render-constraint.js';
import { createIndex, dropIndex, unknownIndex } from '../render-index.js';
import type { Inverses } from './handler.js';

type Kinds =
  | 'add_constraint'
  | 'drop_constraint'
  | 'rename_constraint'
  | 'validate_constraint'
  | 'create_index'
  | 'drop_index'
  | 'rename_index';

export const constraints: Pick<Inverses, Kinds> = {
  add_constraint(change, { before, after }) {
    const { table, constraint } = change;
    const owner = best(after.table(table));
    const made = owner?.constraints.find(({ origin }) => origin === change);
    const name = made?.name ?? constraint.name;
    if (constraint.type === 'not_null') {
      const [column = ''] = constraint.columns;
      const nullable = call(
        'op.alter_column',
        text(table.name),
        text(column),
        'nullable=True',
        schemaOf(table),
      );
      return code([nullable]);
    }
    if (name === undefined) return notDerivable('the name that the constraint gets is not known');
    const loosened = (made?.columns ?? []).filter(
      (column) =>
        constraint.type === 'primary_key' && best(before.column(table, column))?.nullable === true,
    );
    const used = 'usingIndex' in constraint ? constraint.usingIndex : undefined;
    const index =
      used === undefined ? undefined : best(before.index({ schema: table.schema, name: used }));
    return code([
      dropConstraint(table, name, constraint.type),
      ...loosened.map((column) =>
        call('op.alter_column', text(table.name), text(column), 'nullable=True', schemaOf(table)),
      ),
      ...(index ? [createIndex(index)] : []),
    ]);
  },

  drop_constraint({ table, name, ifExists, cascade }, { before, after }) {
    if (name === undefined) return notDerivable('which constraint it drops is not known');
    const known = before.constraint(table, name);
    if (known.state === 'absent' && ifExists) return nothing;
    if (known.state !== 'present')
      return notDerivable(
        known.state === 'unknown' ? known.doubt.reason : `no migration before creates ${name}`,
      );
    const gone = cascade ? referencesGone(table, before, after) : [];
    const all = [{ table, constraint: known.value }, ...gone];
    const unknown = all
      .map(({ constraint }) => unknownConstraint(constraint))
      .find((reason) => reason !== undefined);
    if (unknown !== undefined) return notDerivable(unknown);
    return code(all.map((item) => createConstraint(item.table, item.constraint)));
  },

  rename_constraint: ({ table, name, to }) =>
    code([
      execute(`ALTER TABLE ${sqlName(table)} RENAME CONSTRAINT ${quoted(to)} TO ${quoted(name)}`),
    ]),

  validate_constraint({ table, name }, { before }) {
    const known = before.constraint(table, name);
    if (known.state === 'present' && known.value.valid) return nothing;
    return notDerivable(
      'PostgreSQL cannot make a constraint NOT VALID again; that it stays valid does no harm',
    );
  },

  create_index(change, { before, after }) {
    const { index, ifNotExists, concurrently } = change;
    const name = index.name;
    const known =
      name === undefined ? undefined : before.index({ schema: index.table.schema, name });
    if (ifNotExists && known?.state === 'present') return nothing;
    if (ifNotExists && known?.state === 'unknown')
      return notDerivable('whether the index was there before is not known');
    const made = best(after.table(index.table))?.indexes.find(({ origin }) => origin === change);
    if (made?.name === undefined) return notDerivable('the name that the index gets is not known');
    return code([dropIndex(made, concurrently)]);
  },

  drop_index({ index, ifExists, concurrently }, { before }) {
    const known = before.index(index);
    if (known.state === 'absent' && ifExists) return nothing;
    if (known.state !== 'present')
      return notDerivable(
        known.state === 'unknown'
          ? known.doubt.reason
          : `no migration before creates ${index.name}`,
      );
    const unknown = unknownIndex(known.value);
    return unknown === undefined
      ? code([createIndex(known.value, concurrently)])
      : notDerivable(unknown);
  },

  rename_index: ({ index, to }) =>
    code([
      execute(
        `ALTER INDEX ${sqlName({ schema: index.schema, name: to })} RENAME TO ${quoted(index.name)}`,
      ),
    ]),
};

/** Foreign keys that CASCADE took along. */
function referencesGone(
  table: ObjectName,
  before: Parameters<Inverses['drop_constraint']>[1]['before'],
  after: typeof before,
): { readonly table: ObjectName; readonly constraint: KnownConstraint }[] {
  const left = after.referencesTo(table).map(({ constraint }) => constraint);
  return before
    .referencesTo(table)
    .flatMap((reference) =>
      left.includes(reference.constraint)
        ? []
        : [{ table: reference.table.name, constraint: reference.constraint }],
    );
}

/** For comments on tables and columns, see objects.ts; `keyword` keeps their style the same. */
export const existingComment = (comment: string | undefined) =>
  keyword('existing_comment', comment === undefined ? undefined : text(comment));
