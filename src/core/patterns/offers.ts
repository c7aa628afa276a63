import { best, type KnownSchema, type KnownTable } from '../changes/known-schema.js';
import { printIdentifier } from '../sql/format-type.js';
import { writeLabel, writeName } from './names.js';
import type { Parameter, Reader } from './pattern.js';

/** A value that a parameter may have, as a person would write it. */
export interface Offer {
  readonly value: string;
  /** What is known of it, e.g. the type of a column. */
  readonly detail: string;
}

/** What to offer for a parameter, of what is there at this point of the history. */
export function offersFor(
  parameter: Parameter,
  read: Reader,
  schema: KnownSchema | undefined,
): readonly Offer[] {
  const { kind, of } = parameter;
  if (!schema) return listed(parameter);
  switch (kind) {
    case 'table':
      return schema.tables
        .filter((table) => table.kind === 'table')
        .map((table) => ({ value: writeName(table.name), detail: columnList(table) }))
        .sort(byValue);
    case 'column':
    case 'columns':
    case 'expression':
      return of === undefined ? [] : columnOffers(parameter, best(schema.table(read.table(of))));
    case 'enum':
      return schema.enums
        .map(({ name, labels }) => ({ value: writeName(name), detail: (labels ?? []).join(', ') }))
        .sort(byValue);
    case 'labels': {
      const known = of === undefined ? undefined : best(schema.enum(read.table(of)));
      const value = known?.labels?.map(writeLabel).join(', ');
      return value === undefined ? [] : [{ value, detail: 'what it has now' }];
    }
    case 'sql type': {
      const name = of === undefined ? '' : read.name(of);
      const type = best(schema.column(read.table('table'), name))?.type.name;
      return type === undefined ? [] : [{ value: type, detail: `the type of ${name}` }];
    }
    default:
      return listed(parameter);
  }
}

const listed = ({ choices = [] }: Parameter) => choices.map((value) => ({ value, detail: '' }));

function columnOffers({ kind, name }: Parameter, table: KnownTable | undefined): readonly Offer[] {
  const keys = table?.constraints.filter(({ definition }) => definition.type === 'primary_key');
  const offers = (table?.columns ?? []).map((column) => ({
    value: kind === 'expression' ? printIdentifier(column.name) : writeName({ name: column.name }),
    detail: [column.type.name, column.nullable === false ? 'NOT NULL' : '']
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
    isKey: keys?.some(({ columns }) => columns?.includes(column.name)) === true,
  }));
  return name === 'key' ? offers.sort((a, b) => Number(b.isKey) - Number(a.isKey)) : offers;
}

const columnList = ({ columns }: KnownTable) => columns.map(({ name }) => name).join(', ');

const byValue = (left: Offer, right: Offer) => (left.value < right.value ? -1 : 1);
