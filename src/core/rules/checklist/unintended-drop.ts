import type { Change } from '../../changes/change.js';
import { best, sameName, type Known, type KnownTable } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { RelatedPlace } from '../finding.js';
import type { DeclaredModels, DeclaredTable } from '../outside.js';
import { ownerOf } from '../phantoms.js';
import { removeDrop, tableOf } from '../remove-drop.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const unintendedDrop: RuleOn<'change'> = {
  id: 'unintended-drop',
  title: 'Something is dropped that the models declare, or that was never theirs',
  category: 'checklist',
  severity: 'error',
  reasonRequired: true,
  upgradeOnly: true,
  on: 'change',
  *check(subject, { outside, env }) {
    const { change, migration, direction } = subject;
    if (direction === 'downgrade') return;
    const found =
      phantom(subject, env.versionTable) ?? (outside.models && declared(subject, outside.models));
    if (!found) return;
    yield {
      at: headOf(migration, change),
      message: found.message,
      help: `Take it out of upgrade(), and its mirror out of downgrade(). ${found.help}`,
      fixes: removeDrop(subject),
      related: found.related ?? [],
    };
  },
};

interface Found {
  readonly message: string;
  readonly help: string;
  readonly related?: readonly RelatedPlace[];
}

/** Autogenerate proposes to drop what it finds in the database and in no model. */
function phantom(
  { change, before, migration }: ChangeSubject,
  versionTable: string | undefined,
): Found | undefined {
  if (change.kind !== 'drop_table') return undefined;
  const { table } = change;
  const name = objectText(table);
  const known = best(before.table(table));
  const owner = table.name === versionTable ? 'Alembic' : ownerOf(table);
  const made = known?.origin.kind === 'create_table' || known?.origin.kind === 'create_object';
  const hide = `Tell autogenerate to leave it alone: \`include_name\` or \`include_object\` of \`context.configure()\` in env.py.`;
  if (owner === 'Alembic')
    return {
      message: `${name} is Alembic's own table: without it nobody knows what is applied, and this very run fails.`,
      help: hide,
    };
  if (owner !== undefined && !made)
    return { message: `${name} belongs to ${owner}, not to the models.`, help: hide };
  if (isForeign(before.table(table), table.name))
    return {
      message: `${name} is a foreign table, which no model declares; DROP TABLE does not drop it, so this very run fails.`,
      help: hide,
    };
  const remade = migration.downgrade.some(
    (step) =>
      step.change.kind === 'create_table' &&
      sameName(step.change.table, table) &&
      !step.change.partitionOf &&
      step.change.source.sql === undefined,
  );
  return known?.partitionOf && remade
    ? {
        message: `${name} is a partition of ${objectText(known.partitionOf)}: its rows go with it, and downgrade() makes an ordinary table of that name.`,
        help: hide,
      }
    : undefined;
}

/** A statement that nothing else is known of made it. */
function isForeign(known: Known<KnownTable>, name: string): boolean {
  const maker = known.state === 'unknown' ? known.doubt.change : undefined;
  const text = maker?.kind === 'unknown' ? maker.text : undefined;
  const [, made] =
    /\bCREATE\s+FOREIGN\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w"]+\.)?"?(\w+)"?/iu.exec(
      text ?? '',
    ) ?? [];
  return made === name;
}

/** What the models still declare, and the function does not bring back. */
function declared(subject: ChangeSubject, { tables }: DeclaredModels): Found | undefined {
  const { change, before, steps } = subject;
  const end = steps.at(-1)?.after;
  const table = tableOf(change, subject);
  const model = table && tables.find(({ name }) => sameName(name, table));
  if (!end || !table || !model) return undefined;
  const what = droppedOf(change, model);
  if (what === undefined) return undefined;
  const back =
    change.kind === 'drop_table'
      ? best(end.table(table))
      : change.kind === 'drop_column'
        ? best(end.column(table, change.column))
        : change.kind === 'drop_index'
          ? best(end.index(change.index))
          : change.kind === 'drop_constraint' && change.name !== undefined
            ? best(end.constraint(table, change.name))
            : undefined;
  const gone = change.kind !== 'drop_table' && best(before.table(table)) !== undefined;
  if (back !== undefined || (gone && best(end.table(table)) === undefined)) return undefined;
  const place = model.place;
  return {
    message: `The models still declare ${what}: the next autogenerate creates it again, and code that uses it fails until then.`,
    help: 'If it is meant to go, take it out of the model first.',
    related: place ? [{ ...place, message: `The model of ${objectText(table)}` }] : [],
  };
}

function droppedOf(change: Change, model: DeclaredTable): string | undefined {
  const name = objectText(model.name);
  switch (change.kind) {
    case 'drop_table':
      return `the table ${name}`;
    case 'drop_column':
      return model.columns.includes(change.column)
        ? `the column ${name}.${change.column}`
        : undefined;
    case 'drop_index':
      return model.indexes?.includes(change.index.name)
        ? `the index ${change.index.name} of ${name}`
        : undefined;
    case 'drop_constraint':
      return change.name !== undefined && model.constraints?.includes(change.name)
        ? `the constraint ${change.name} of ${name}`
        : undefined;
    default:
      return undefined;
  }
}
