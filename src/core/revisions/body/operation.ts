import type { SyntaxNode } from '@lezer/common';
import { asText, literalText } from '../../python/as-text.js';
import { callValue } from '../../python/evaluate.js';
import type { CallValue, PythonValue } from '../../python/value.js';
import type { Operation } from '../revision.js';
import { directives } from './directives.js';
import type { BatchRole, Frame, Role } from './role.js';

/** Where a call stands, as far as it matters to what it does. */
export interface Surroundings {
  readonly conditional: boolean;
  readonly otherDatabase: boolean;
  readonly autocommit: boolean;
  readonly via: string | undefined;
}

/** The operation that a call is; undefined where the call is too broken to tell. */
export function operationOf(
  node: SyntaxNode,
  role: Role,
  frame: Frame,
  around: Surroundings,
): Operation | undefined {
  const call = callValue(node, frame);
  if (!call) return undefined;
  const batch = role.kind === 'directive' ? role.batch : undefined;
  const name = role.kind === 'directive' ? role.name : 'execute';
  if (name === undefined) return undefined;
  const autocommit = around.autocommit || (role.kind === 'send' && role.autocommit === true);
  const facts = name === 'execute' ? sqlFacts(call) : directiveFacts(name, call, batch, frame);
  return {
    name,
    line: frame.module.lines.line(node.from),
    range: call.range,
    batch: batch !== undefined,
    ...facts,
    ...(around.conditional && { conditional: true }),
    ...(around.otherDatabase && { otherDatabase: true }),
    ...(around.via !== undefined && { via: around.via }),
    ...(autocommit && { autocommit: true }),
    args: call.args,
    keywords: call.keywords,
  };
}

type Facts = Pick<
  Operation,
  'table' | 'schema' | 'column' | 'nullable' | 'serverDefault' | 'sql' | 'dynamic'
>;

const statementParameters = ['sqltext', 'statement', 'sql', 'clause'];

function sqlFacts(call: CallValue): Facts {
  const value = call.args[0] ?? keyword(call, statementParameters);
  const sql = asText(value);
  if (!sql) return { dynamic: true };
  return { sql, ...(sql.holes.length > 0 && { dynamic: true }) };
}

function directiveFacts(
  name: string,
  call: CallValue,
  batch: BatchRole | undefined,
  frame: Frame,
): Facts {
  const directive = directives.get(name);
  const shift = batch ? 1 : 0;
  const schemaName = batch ? batch.schema : keyword(call, [directive?.schema ?? 'schema']);
  const schema = literalText(schemaName);
  const at = directive?.tableAt;
  const tableValue = batch
    ? batch.table
    : ((at === undefined ? undefined : call.args[at]) ?? keyword(call, directive?.table ?? []));
  const table = tableText(tableValue);
  const columnAt = directive?.columnAt;
  const columnValue =
    columnAt === undefined
      ? undefined
      : (call.args[columnAt - shift] ?? keyword(call, directive?.column ?? []));
  const column = columnText(columnValue);
  // DROP INDEX needs no table, so a missing one says nothing is hidden.
  const tableHidden = tableValue !== undefined && tableValue.kind !== 'none' && table === undefined;
  const hidden =
    tableHidden ||
    (columnValue !== undefined && column === undefined) ||
    (at === 1 && nameHidden(call)) ||
    opaque(call);
  return {
    ...(table !== undefined && { table }),
    ...(schema !== undefined && { schema }),
    ...(column !== undefined && { column }),
    ...columnFacts(name, columnValue, call, frame),
    ...(hidden && { dynamic: true }),
  };
}

/** The name of an index or a constraint is given, and not literal. */
function nameHidden(call: CallValue): boolean {
  const value = call.args[0] ?? keyword(call, ['index_name', 'constraint_name']);
  return value !== undefined && value.kind !== 'none' && literalText(value) === undefined;
}

/** `*columns` or `**options` that are not literal hide what is done. */
function opaque(call: CallValue): boolean {
  return (
    call.keywords.some(({ name }) => name === undefined) ||
    call.args.some((value) => value.kind === 'unknown' && value.reason === 'is unpacked with *')
  );
}

/** What `nullable=` and `server_default=` say, of the new column or of the altered one. */
function columnFacts(
  name: string,
  column: PythonValue | undefined,
  call: CallValue,
  frame: Frame,
): Facts {
  const source = name === 'alter_column' ? call : column?.kind === 'call' ? column : undefined;
  if (!source || (name !== 'add_column' && name !== 'alter_column')) return {};
  const nullable = keyword(source, ['nullable']);
  const serverDefault = keyword(source, ['server_default']);
  return {
    ...(nullable?.kind === 'boolean' && { nullable: nullable.value }),
    ...(serverDefault && {
      serverDefault: frame.module.text.slice(serverDefault.range.from, serverDefault.range.to),
    }),
  };
}

/** A table by name, as `sa.table("t")` or `sa.Table("t", …)`, or as what `op.create_table` gave. */
function tableText(value: PythonValue | undefined): string | undefined {
  const isTable =
    value?.kind === 'call' &&
    /(?:^|\.)(?:table|Table|create_table|TableClause)$/u.test(value.path ?? '');
  return literalText(isTable ? value.args[0] : value);
}

/** A column by name or as `sa.Column("c", …)`. */
function columnText(value: PythonValue | undefined): string | undefined {
  const isColumn = value?.kind === 'call' && /(?:^|\.)[Cc]olumn$/u.test(value.path ?? '');
  if (!isColumn) return literalText(value);
  return literalText(value.args[0] ?? keyword(value, ['name']));
}

function keyword(call: CallValue, names: readonly string[]): PythonValue | undefined {
  return call.keywords.find(({ name }) => name !== undefined && names.includes(name))?.value;
}
