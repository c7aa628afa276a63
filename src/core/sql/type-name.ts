import type { TypeName } from '@pgsql/types';
import { formatType, integerOfSerial, printIdentifier } from './format-type.js';
import { hole } from './mask.js';
import { as, strings } from './nodes.js';
import type { Node } from './sql-parser.js';

export interface SqlType {
  /** As `format_type` prints it; undefined where it is only known at run time. */
  readonly name: string | undefined;
  readonly serial?: true;
}

/** Bits of the first modifier of an interval, by the fields they stand for (`INTERVAL_MASK`). */
const intervalFields: Readonly<Record<number, string>> = {
  4: ' year',
  2: ' month',
  8: ' day',
  1024: ' hour',
  2048: ' minute',
  4096: ' second',
  6: ' year to month',
  1032: ' day to hour',
  3080: ' day to minute',
  7176: ' day to second',
  3072: ' hour to minute',
  7168: ' hour to second',
  6144: ' minute to second',
};

/** The type that a type name in SQL stands for. */
export function readTypeName(type: TypeName | undefined): SqlType {
  const names = strings(type?.names);
  const modifiers = (type?.typmods ?? []).map(modifier);
  const unknown = [...names, ...modifiers].some((text) => text?.includes(hole) ?? true);
  if (!type || type.pct_type || names.length === 0 || unknown) return { name: undefined };
  const array = (type.arrayBounds?.length ?? 0) > 0 ? '[]' : '';
  const builtIn = names[0] === 'pg_catalog' ? names.slice(1) : names;
  const [name = ''] = builtIn;
  if (builtIn.length > 1) return { name: builtIn.map(printIdentifier).join('.') + array };
  const integer = integerOfSerial(name);
  if (integer !== undefined) return { name: integer, serial: true };
  if (name === 'interval') return { name: interval(modifiers as string[]) + array };
  if (name === 'char' && names.length === 1) return { name: `"char"${array}` };
  const base = formatType(name, modifiers as string[]);
  return { name: (base === name ? printIdentifier(name) : base) + array };
}

function modifier(node: Node): string | undefined {
  const constant = as(node, 'A_Const');
  const fields = as(node, 'ColumnRef')?.fields;
  if (fields) return strings(fields).join('.');
  if (constant?.ival) return String(constant.ival.ival ?? 0);
  return constant?.fval?.fval ?? constant?.sval?.sval;
}

function interval([mask, precision]: readonly string[]): string {
  const fields = intervalFields[Number(mask ?? 0)] ?? '';
  return `interval${fields}${precision === undefined ? '' : `(${precision})`}`;
}
