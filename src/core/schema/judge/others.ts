import type { ObjectRef } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import type { Fact, RowsFact } from '../expectation.js';
import { findNamed, findTable } from '../find.js';
import type { Schema } from '../schema.js';
import { cannotTell, type Evidence, fails, holds, type Judgement } from './judgement.js';

type FactOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }>;

/** There or not, as it should be. */
function presence(present: boolean, found: boolean): Judgement {
  if (present === found) return holds();
  return fails(found ? 'it is still there' : 'it is not there');
}

export function judgeTable({ table, present }: FactOf<'table'>, { schema }: Evidence): Judgement {
  return presence(present, findTable(schema, table) !== undefined);
}

export function judgeDroppedConstraint(
  { table, name }: FactOf<'dropped constraint'>,
  { schema }: Evidence,
): Judgement {
  if (name === undefined) return cannotTell('its name is only known at run time');
  const found = findTable(schema, table)?.constraints.find((item) => item.name === name);
  return found ? fails(`it is still there: ${found.definition}`) : holds();
}

export function judgeDroppedIndex(
  { index }: FactOf<'dropped index'>,
  { schema }: Evidence,
): Judgement {
  const places = index.schema === undefined ? schema.searchPath : [index.schema];
  const table = schema.tables.find(
    (item) => places.includes(item.schema) && item.indexes.some(({ name }) => name === index.name),
  );
  return table ? fails(`it is still there, on ${objectText(table)}`) : holds();
}

export function judgeEnum(
  { type, present, labels }: FactOf<'enum'>,
  { schema }: Evidence,
): Judgement {
  const found = findNamed(schema, schema.enums, type);
  if (!present || !found) return presence(present, found !== undefined);
  const list = found.labels.join(', ');
  if (!labels) return holds(`its labels are ${list}`);
  const common = found.labels.filter((label) => labels.includes(label));
  const missing = labels.filter((label) => !found.labels.includes(label));
  if (missing.length > 0) return fails(`it lacks ${missing.join(', ')}; its labels are ${list}`);
  if (common.some((label, index) => label !== labels[index]))
    return fails(`its labels stand in another order: ${list}`);
  const more = found.labels.filter((label) => !labels.includes(label));
  return holds(more.length > 0 ? `it also has ${more.join(', ')}` : '');
}

export function judgeLabel(fact: FactOf<'label'>, { schema }: Evidence): Judgement {
  const { type, value, present, position } = fact;
  const found = findNamed(schema, schema.enums, type);
  if (!found) return present ? fails(`there is no enum type ${objectText(type)}`) : holds();
  const place = found.labels.indexOf(value);
  const list = `its labels are ${found.labels.join(', ')}`;
  if (!present || place < 0)
    return present === place >= 0
      ? holds()
      : fails(`${present ? 'it is not there' : 'it is still there'}; ${list}`);
  const neighbour = position ? found.labels.indexOf(position.label) : -1;
  if (!position || neighbour < 0) return holds();
  const right = position.where === 'after' ? place > neighbour : place < neighbour;
  return right ? holds() : fails(`it does not stand ${position.where} ${position.label}; ${list}`);
}

export function judgeObject(
  { object, present }: FactOf<'object'>,
  { schema }: Evidence,
): Judgement {
  const found = findObject(object, schema);
  return found === undefined
    ? cannotTell(`a ${object.type} is not looked up in the catalogs`)
    : presence(present, found);
}

/** Undefined where such objects are not read. */
function findObject({ type, name, table }: ObjectRef, schema: Schema): boolean | undefined {
  const owner = table && findTable(schema, table);
  const has = (items: readonly { readonly name: string }[] | undefined) =>
    (items ?? []).some((item) => item.name === name.name);
  switch (type) {
    case 'view':
    case 'materialized view':
      return findTable(schema, name)?.kind === type;
    case 'sequence':
      return findNamed(schema, schema.sequences, name) !== undefined;
    case 'schema':
      return schema.schemas.includes(name.name);
    case 'extension':
      return schema.extensions.includes(name.name);
    case 'function':
    case 'procedure':
    case 'aggregate':
      return findNamed(schema, schema.functions, name) !== undefined;
    case 'type':
    case 'domain':
      return findNamed(schema, schema.types, name) !== undefined;
    case 'trigger':
      return has(owner?.triggers);
    case 'policy':
      return has(owner?.policies);
    case 'rule':
      return has(owner?.rules);
    default:
      return undefined;
  }
}

export function judgeComment(fact: FactOf<'comment'>, { schema }: Evidence): Judgement {
  const table = findTable(schema, fact.table);
  const column = table?.columns.find(({ name }) => name === fact.column);
  const target = fact.on === 'table' ? table : column;
  if (!target) return fails(`there is no such ${fact.on}`);
  if (target.comment === fact.text) return holds();
  return fails(target.comment === undefined ? 'there is none' : `it is: ${target.comment}`);
}

export function judgePartition(fact: FactOf<'partition'>, { schema }: Evidence): Judgement {
  const child = findTable(schema, fact.partition);
  const parent = child?.partitionOf?.parent.replaceAll('"', '');
  const isOf = parent === fact.table.name || parent?.endsWith(`.${fact.table.name}`) === true;
  return presence(fact.present, isOf);
}

/** Counting stops at this many rows. */
export const mostCounted = 1000;

export function judgeRows(fact: RowsFact, { answer }: Evidence): Judgement {
  if (!answer) return cannotTell('its condition is more than is asked of a database');
  if ('error' in answer) return cannotTell(`the rows could not be counted: ${answer.error}`);
  const count = Number(answer.rows[0]?.['count'] ?? NaN);
  if (Number.isNaN(count)) return cannotTell('the rows were not counted');
  const least = fact.expected === 'none' ? 0 : (fact.atLeast ?? 1);
  const right = fact.expected === 'none' ? count === 0 : count >= Math.min(least, mostCounted);
  if (right) return holds();
  const many = count >= mostCounted ? `${mostCounted} or more` : String(count);
  const found =
    fact.expected === 'none'
      ? `${many} ${count === 1 ? 'row is' : 'rows are'} left`
      : `${count} found`;
  return fact.unsure === undefined ? fails(found) : cannotTell(`${found}; ${fact.unsure}`);
}
