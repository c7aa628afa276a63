import type { InsertStmt } from '@pgsql/types';
import { formOf, type Form } from '../../sql/form.js';
import { hole } from '../../sql/mask.js';
import { as } from '../../sql/nodes.js';
import type { Node } from '../../sql/sql-parser.js';
import { tokensOf } from '../../sql/tokens.js';
import type { Literal } from '../change.js';
import type { Expression } from '../objects.js';
import { expressionOf, known, relationName } from './names.js';
import type { StatementBuilders } from './statement-builder.js';

/** Statements that write rows. */
export const data: StatementBuilders = {
  InsertStmt: (statement) => [
    {
      kind: 'insert',
      table: relationName(statement.relation),
      rows: rowsOf(statement),
      ...(statement.onConflictClause ? { onConflict: true } : {}),
    },
  ],

  UpdateStmt: ({ relation, targetList, whereClause, fromClause, withClause }, text) => [
    {
      kind: 'update',
      table: relationName(relation),
      set: (targetList ?? []).flatMap((node) => {
        const target = as(node, 'ResTarget');
        if (!target || target.indirection) return [];
        const literal = literalOf(target.val);
        const value = expressionOf(target.val);
        return [
          { column: known(target.name), value, ...(literal === undefined ? {} : { literal }) },
        ];
      }),
      ...whereIn(whereClause, text),
      ...(fromClause?.length || withClause || relation?.alias ? { joined: true } : {}),
    },
  ],

  DeleteStmt: ({ relation, whereClause, usingClause, withClause }, text) => [
    {
      kind: 'delete',
      table: relationName(relation),
      ...whereIn(whereClause, text),
      ...(usingClause?.length || withClause || relation?.alias ? { joined: true } : {}),
    },
  ],

  TruncateStmt: ({ relations, behavior }) => [
    {
      kind: 'truncate',
      tables: (relations ?? []).map((node) => relationName(as(node, 'RangeVar'))),
      cascade: behavior === 'DROP_CASCADE',
    },
  ],

  CopyStmt: ({ relation, is_from: reads }) =>
    reads
      ? [{ kind: 'insert', table: relationName(relation), rows: undefined }]
      : [{ kind: 'other', statement: 'CopyStmt' }],
};

/** The rows of `INSERT … VALUES`: of each, the columns whose values are literal. */
function rowsOf({ cols, selectStmt }: InsertStmt) {
  const columns = cols?.map((node) => known(as(node, 'ResTarget')?.name));
  const values = as(selectStmt, 'SelectStmt')?.valuesLists;
  if (!columns || !values) return undefined;
  return values.map((list) => {
    const items = as(list, 'List')?.items ?? [];
    const pairs = columns.flatMap((column, index): [string, Literal][] => {
      const literal = literalOf(items[index]);
      return literal === undefined ? [] : [[column, literal]];
    });
    return Object.fromEntries(pairs);
  });
}

/** The literal's text, null for NULL; undefined for any other expression. */
export function literalOf(node: Node | undefined): Literal | undefined {
  return node && literalForm(formOf(node));
}

function literalForm(form: Form): Literal | undefined {
  if (form.kind === 'cast') return literalForm(form.arg);
  if (form.kind !== 'constant') return undefined;
  return form.type === 'null' ? null : form.text;
}

/** None where it leaves no row out: `WHERE true` is how people say that they mean all. */
function whereIn(clause: Node | undefined, text: string): { readonly where?: Expression } {
  if (!clause) return {};
  const where = whereOf(text);
  return /^\(*\s*(?:true|1\s*=\s*1)\s*\)*$/i.test(where.sql ?? '') ? {} : { where };
}

/** The statement's WHERE as written: from the keyword outside parentheses to RETURNING or the end. */
function whereOf(text: string): Expression {
  let depth = 0;
  let from: number | undefined;
  let to = text.length;
  for (const token of tokensOf(text)) {
    const word = text.slice(token.from, token.to).toLowerCase();
    if (token.kind === 'symbol') depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (token.kind !== 'word' || depth > 0) continue;
    if (word === 'where') from ??= token.to;
    else if (word === 'returning' && from !== undefined) to = Math.min(to, token.from);
  }
  const sql = text.slice(from, to).trim();
  return { sql: sql.includes(hole) || /\$\d/.test(sql) ? undefined : sql };
}
