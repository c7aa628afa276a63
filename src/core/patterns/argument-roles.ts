import type { SyntaxNode } from '@lezer/common';
import type { ObjectName } from '../changes/objects.js';
import { argumentParts } from '../python/calls.js';
import type { SourceRange } from '../python/value.js';
import type { MigrationSource } from './code-places.js';

/** What a string argument of an operation names. */
export type NamedKind = 'table' | 'column' | 'index' | 'constraint' | 'table.column';

export interface NamedArgument {
  readonly kind: NamedKind;
  /** The table of a column, index or constraint; undefined where it is not literal. */
  readonly table: ObjectName | undefined;
  /** What stands between the quotes. */
  readonly range: SourceRange;
}

type Role = NamedKind | 'referent' | 'referent column' | 'new';

/** Positional arguments by operation; in a batch the table is left out. */
const positions: Readonly<Record<string, readonly Role[]>> = {
  add_column: ['table'],
  alter_column: ['table', 'column'],
  batch_alter_table: ['table'],
  create_check_constraint: ['new', 'table'],
  create_exclude_constraint: ['new', 'table'],
  create_foreign_key: ['new', 'table', 'referent', 'column', 'referent column'],
  create_index: ['new', 'table', 'column'],
  create_primary_key: ['new', 'table', 'column'],
  create_table_comment: ['table'],
  create_unique_constraint: ['new', 'table', 'column'],
  drop_column: ['table', 'column'],
  drop_constraint: ['constraint', 'table'],
  drop_index: ['index', 'table'],
  drop_table: ['table'],
  drop_table_comment: ['table'],
  rename_table: ['table', 'new'],
};

const keywords: Readonly<Record<string, Role>> = {
  column_name: 'column',
  columns: 'column',
  constraint_name: 'constraint',
  index_name: 'index',
  local_cols: 'column',
  old_table_name: 'table',
  referent_table: 'referent',
  remote_cols: 'referent column',
  source_table: 'table',
  table_name: 'table',
};

/** What the string at an offset names; undefined where it is no such argument. */
export function namedArgumentAt(source: MigrationSource, at: number): NamedArgument | undefined {
  const { text, module } = source;
  const string = module.tree.resolveInner(at, -1);
  if (string.name !== 'String' || string.from >= at) return undefined;
  const range = { from: string.from + 1, to: Math.max(string.to - 1, string.from + 1) };
  if (at > range.to || /["']{3}/.test(text.slice(string.from, range.from + 2))) return undefined;
  const list = closest(string, 'ArgList');
  const call = list?.parent;
  if (!list || call?.name !== 'CallExpression') return undefined;
  const name = nameOf(call, text);
  if (name === 'ForeignKey') return { kind: 'table.column', table: undefined, range };
  const batch = isBatch(source, call);
  const roles = (positions[name] ?? []).filter((role) => !batch || role !== 'table');
  const parts = argumentParts(list).map((part) => ({
    part,
    role: roleOf(part, text, roles, name),
  }));
  parts.forEach((each, index) => {
    if (each.part.length === 1) each.role = roles[index];
  });
  const role = parts.find(({ part }) => holds(part, string))?.role;
  const own = (wanted: Role) => literal(parts.find((each) => each.role === wanted)?.part, text);
  const table = batch ? tableOfBatch(source, call) : own('table');
  switch (role) {
    case undefined:
    case 'new':
      return undefined;
    case 'referent':
      return { kind: 'table', table: undefined, range };
    case 'referent column':
      return { kind: 'column', table: named(own('referent')), range };
    default:
      return { kind: role, table: named(table), range };
  }

  function named(name: string | undefined): ObjectName | undefined {
    const schema = parts.find(
      ({ part: [first] }) => first && /schema$/.test(text.slice(first.from, first.to)),
    );
    const place = literal(schema?.part, text);
    return name === undefined
      ? undefined
      : place === undefined
        ? { name }
        : { schema: place, name };
  }
}

function roleOf(
  [first, second]: readonly SyntaxNode[],
  text: string,
  roles: readonly Role[],
  operation: string,
): Role | undefined {
  if (!first || second?.name !== 'AssignOp') return undefined;
  const role = keywords[text.slice(first.from, first.to)];
  const made = operation.startsWith('create_') && (role === 'index' || role === 'constraint');
  return roles.length === 0 || made ? undefined : role;
}

function closest(node: SyntaxNode, name: string): SyntaxNode | undefined {
  let found = node.parent;
  while (found?.name === 'ArrayExpression' || found?.name === 'TupleExpression')
    found = found.parent;
  return found?.name === name ? found : undefined;
}

/** The last part of what is called. */
function nameOf(call: SyntaxNode, text: string): string {
  const callee = call.firstChild;
  return callee ? (text.slice(callee.from, callee.to).split('.').at(-1) ?? '').trim() : '';
}

const holds = (part: readonly SyntaxNode[], { from, to }: SyntaxNode) =>
  (part[0]?.from ?? Infinity) <= from && to <= (part.at(-1)?.to ?? 0);

function literal(part: readonly SyntaxNode[] | undefined, text: string): string | undefined {
  const node = part?.at(-1);
  const source = node?.name === 'String' ? text.slice(node.from, node.to) : '';
  return /^(["'])([^"'\\]+)\1$/.exec(source)?.[2];
}

function operationOf({ body }: MigrationSource, { from }: SyntaxNode) {
  const operations = [body.upgrade, body.downgrade].flatMap((own) => own?.operations ?? []);
  return operations.find(({ range }) => range.from === from);
}

const isBatch = (source: MigrationSource, call: SyntaxNode) =>
  operationOf(source, call)?.batch === true;

const tableOfBatch = (source: MigrationSource, call: SyntaxNode) =>
  operationOf(source, call)?.table;
