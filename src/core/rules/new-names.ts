/** Names that a change brings into the database, and where they stand. */
import type { Change, ObjectType } from '../changes/change.js';
import type { Constraint, ObjectName } from '../changes/objects.js';
import type { PythonValue, SourceRange, StringValue } from '../python/value.js';
import { clipName } from '../schema/replay/choose-name.js';
import { tokensOf } from '../sql/tokens.js';
import type { FileEdit } from './finding.js';
import type { Migration } from './rule.js';
import { headOf, placeIn } from './sql-places.js';

export interface NewName {
  readonly what: ObjectType | Constraint['type'] | 'table' | 'column' | 'index' | 'enum';
  readonly name: string;
  /** Of a constraint or index, and what it is on. */
  readonly table?: ObjectName;
  readonly columns?: readonly (string | undefined)[] | undefined;
  readonly references?: ObjectName | undefined;
}

/** What a change names anew; names that are not written are left out. */
export function newNames(change: Change): readonly NewName[] {
  switch (change.kind) {
    case 'create_table':
      return [
        { what: 'table', name: change.table.name },
        ...change.columns.map(({ name }) => ({ what: 'column', name }) as const),
        ...change.constraints.flatMap((constraint) => ofConstraint(change.table, constraint)),
      ];
    case 'rename_table':
      return [{ what: 'table', name: change.to }];
    case 'add_column':
      return [{ what: 'column', name: change.column.name }];
    case 'rename_column':
      return [{ what: 'column', name: change.to }];
    case 'add_constraint':
      return ofConstraint(change.table, change.constraint);
    case 'create_index': {
      const { name, table, keys } = change.index;
      const columns = keys?.map(({ column }) => column);
      return name === undefined ? [] : [{ what: 'index', name, table, columns }];
    }
    case 'create_enum':
      return [{ what: 'enum', name: change.type.name }];
    case 'rename_type':
      return [{ what: 'enum', name: change.to }];
    case 'create_object':
      return change.replace ? [] : [{ what: change.object.type, name: change.object.name.name }];
    case 'rename_object':
      return [{ what: change.object.type, name: change.to }];
    default:
      return [];
  }
}

function ofConstraint(table: ObjectName, constraint: Constraint): NewName[] {
  const { type, name } = constraint;
  if (name === undefined) return [];
  const columns = 'columns' in constraint ? constraint.columns : undefined;
  const references = constraint.type === 'foreign_key' ? constraint.references : undefined;
  return [{ what: type, name, table, columns, references }];
}

/** A kind of name as people say it. */
export const kindText = ({ what }: NewName) =>
  what === 'enum' ? 'type' : what === 'check' ? 'check constraint' : what.replaceAll('_', ' ');

/** A string in an operation that is the name; `final`: in `op.f(…)`, so no convention applies. */
export interface NameLiteral {
  readonly value: StringValue;
  readonly final: boolean;
}

/** Where a name stands as a string of its own in the operation that a change comes from. */
export function nameLiterals({ source }: Change, name: string): readonly NameLiteral[] {
  const found: NameLiteral[] = [];
  const visit = (value: PythonValue | undefined, final: boolean): void => {
    if (!value) return;
    if (value.kind === 'string' && value.value === name) found.push({ value, final });
    if ('items' in value) for (const item of value.items) visit(item, false);
    if (value.kind !== 'call') return;
    const isFinal = value.path?.endsWith('.f') ?? false;
    for (const argument of value.args) visit(argument, isFinal);
    for (const keyword of value.keywords) visit(keyword.value, isFinal);
    visit(value.receiver, false);
  };
  for (const value of source.operation.args) visit(value, false);
  for (const { value } of source.operation.keywords) visit(value, false);
  return found;
}

/** Words and quoted names of a statement that mean a name, cut as the server cuts it. */
export function nameTokens(sql: string, name: string): readonly (SourceRange & { name: string })[] {
  const found: (SourceRange & { name: string })[] = [];
  for (const { kind, from, to } of tokensOf(sql)) {
    if (kind !== 'word' && kind !== 'identifier') continue;
    const text = sql.slice(from, to);
    const own = kind === 'word' ? text.toLowerCase() : text.slice(1, -1).replaceAll('""', '"');
    if (clipName(own) === clipName(name)) found.push({ from, to, name: own });
  }
  return found;
}

/** Where a new name stands, else where its change does. */
export function placeOfName(migration: Migration, change: Change, name: string): SourceRange {
  const { sql } = change.source;
  const [literal] = sql === undefined ? nameLiterals(change, name) : [];
  const [token] = sql === undefined ? [] : nameTokens(sql, name);
  return (
    literal?.value.range ??
    (token && placeIn(change, token.from, token.to)) ??
    headOf(migration, change)
  );
}

/** Writes another name wherever the file has this one as a word of its own. */
export function renameEverywhere(
  { text, file }: Pick<Migration, 'text' | 'file'>,
  from: string,
  to: string,
): readonly FileEdit[] {
  const escaped = from.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const words = new RegExp(`(?<![\\w$\\u0080-\\uffff])${escaped}(?![\\w$\\u0080-\\uffff])`, 'gu');
  return [...text.matchAll(words)].map(({ index }) => ({
    kind: 'replace',
    file,
    range: { from: index, to: index + from.length },
    text: to,
  }));
}
