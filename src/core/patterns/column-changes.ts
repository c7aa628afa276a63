import { columnName, typeValue } from '../changes/sqlalchemy-columns.js';
import { readSqlAlchemyType } from '../changes/sqlalchemy-types.js';
import type { CallValue, SourceRange } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import { callsIn, isOpen, keywordValue, setKeyword } from '../rules/calls.js';
import { defaultFor } from '../rules/default-for.js';
import type { MigrationSource } from './code-places.js';
import { fitToFile } from './fit-to-file.js';
import type { TextEdit } from './import-names.js';

/** A way to write an operation differently, by a pattern. */
export interface OperationChange {
  readonly pattern: string;
  /** What it does, e.g. `Make data JSONB`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The ways to declare differently what is declared at a place of `add_column` or `create_table`. */
export function columnChanges(
  source: MigrationSource,
  operation: Operation,
  at: SourceRange,
): readonly OperationChange[] {
  const column = columnAt(operation, at);
  if (!column || isOpen(column)) return [];
  const type = typeValue(column);
  const read = readSqlAlchemyType(type);
  const nullable = keywordValue(column, 'nullable');
  const required = nullable?.kind === 'boolean' && !nullable.value;
  const name = columnName(column) ?? 'the column';
  const initial = keywordValue(column, 'server_default') ? undefined : defaultFor(read);
  const isKey = keywordValue(column, 'primary_key') !== undefined;
  const keyword = (call: CallValue, key: string, value: string) => {
    const { codes, imports } = fitToFile(source, [value]);
    const edit = setKeyword(source, call.range, key, codes[0] ?? value);
    return edit?.kind === 'replace' ? [...imports, edit] : [];
  };
  return [
    ...(type && (initial ? /^(?:json|text|character varying)\b/ : /^json$/).test(read.name ?? '')
      ? [change('jsonb-column', `Make ${name} JSONB`, inPlaceOf(source, type.range))]
      : []),
    ...(required && !isKey
      ? [change('optional-column', `Make ${name} nullable`, keyword(column, 'nullable', 'True'))]
      : []),
    ...(initial && !isKey
      ? [
          change(
            'column-with-default',
            `Add server_default=${initial.python} to ${name}`,
            keyword(column, 'server_default', initial.python),
          ),
        ]
      : []),
    ...keysOf(column).flatMap((key) =>
      actions
        .filter((action) => action !== 'SET NULL' || !(required || isKey))
        .map((action) =>
          change(
            'uuid-foreign-key',
            `Add ondelete='${action}'`,
            keyword(key, 'ondelete', `'${action}'`),
          ),
        ),
    ),
  ].filter(({ edits }) => edits.length > 0);
}

const actions = ['CASCADE', 'SET NULL', 'RESTRICT'];

const change = (pattern: string, title: string, edits: readonly TextEdit[]): OperationChange => ({
  pattern,
  title,
  edits,
});

/** The column that the place is in, or the only one. */
function columnAt(operation: Operation, at: SourceRange): CallValue | undefined {
  const columns = callsIn(operation, ['Column']);
  const around = columns.find(({ range }) => range.from <= at.from && at.to <= range.to);
  return around ?? (columns.length === 1 ? columns[0] : undefined);
}

function inPlaceOf(source: MigrationSource, range: SourceRange): readonly TextEdit[] {
  const { codes, imports } = fitToFile(source, ['postgresql.JSONB()']);
  return [...imports, { range, text: codes[0] ?? '' }];
}

/** Foreign keys that do not say what happens on delete. */
const keysOf = (column: CallValue) =>
  callsIn(column, ['ForeignKey']).filter((key) => {
    const stated = keywordValue(key, 'ondelete');
    return (!stated || stated.kind === 'none') && !isOpen(key);
  });
