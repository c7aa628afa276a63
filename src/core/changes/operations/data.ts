import type { PythonValue } from '../../python/value.js';
import { itemsOf, literalText } from '../arguments.js';
import type { Literal } from '../change.js';
import type { OperationBuilder } from './operation-builder.js';

export const bulkInsert: OperationBuilder = ({ args, table }) => {
  const rows = itemsOf(args.value('rows'))?.map(readRow);
  const readable = rows?.every((row) => row !== undefined) ? rows : undefined;
  return [{ kind: 'insert', table, rows: readable }];
};

/** Of a dict's entries those whose values are literal; undefined where it is no dict. */
export function readRow(value: PythonValue): Record<string, Literal> | undefined {
  if (value.kind !== 'dict') return undefined;
  const pairs = value.entries.flatMap((entry): [string, Literal][] => {
    const column = literalText(entry.key);
    const literal = literalOf(entry.value);
    return column === undefined || literal === undefined ? [] : [[column, literal]];
  });
  return Object.fromEntries(pairs);
}

export function literalOf(value: PythonValue): Literal | undefined {
  if (value.kind === 'none') return null;
  if (value.kind === 'boolean') return String(value.value);
  if (value.kind === 'number') return value.text;
  return literalText(value);
}
