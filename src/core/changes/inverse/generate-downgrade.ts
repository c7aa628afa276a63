import type { Change } from '../change.js';
import { best, type KnownSchema } from '../known-schema.js';
import type { Import } from './inverse.js';
import { inverseOf } from './inverse-of.js';
import { autocommitBlock } from './python.js';

/** The body of `downgrade()`. */
export interface GeneratedDowngrade {
  /** Its lines, indented by four spaces, `pass` where there is nothing to do. */
  readonly code: string;
  /** Imports that the code needs. */
  readonly imports: readonly Import[];
  /** What cannot be undone; a comment stands in its place. */
  readonly notDerivable: readonly Note[];
  /** What the code does not bring back, though the schema is as before. */
  readonly warnings: readonly Note[];
}

export interface Note {
  /** 1-based line of the operation in the file of `upgrade()`. */
  readonly line: number;
  readonly reason: string;
  readonly change: Change;
}

/**
 * The code that undoes the changes of `upgrade()`, the last one first.
 *
 * @param changes of one migration function, in their order
 * @param schemas before each change, and after the last (`SchemaAt.steps`)
 */
export function generateDowngrade(
  changes: readonly Change[],
  schemas: readonly KnownSchema[],
): GeneratedDowngrade {
  const blocks: { readonly autocommit: boolean; readonly lines: string[] }[] = [];
  const imports = new Set<Import>();
  const notDerivable: Note[] = [];
  const warnings: Note[] = [];
  for (const [index, change] of [...changes.entries()].reverse()) {
    const [before, after] = [schemas[index], schemas[index + 1]];
    if (!before || !after || goesWithAnother(change, changes, before)) continue;
    const inverse = inverseOf(change, { before, after });
    const note = (reason: string) => ({ line: change.source.operation.line, reason, change });
    if ('notDerivable' in inverse) {
      notDerivable.push(note(inverse.notDerivable));
      push(false, [`# Not undone: line ${change.source.operation.line}: ${inverse.notDerivable}.`]);
      continue;
    }
    if (inverse.warning !== undefined) warnings.push(note(inverse.warning));
    inverse.imports.forEach((item) => imports.add(item));
    push(change.autocommit, inverse.operations);
  }
  return { code: body(), imports: [...imports], notDerivable, warnings };

  function push(autocommit: boolean, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const last = blocks.at(-1);
    if (last?.autocommit === autocommit) last.lines.push(...lines);
    else blocks.push({ autocommit, lines: [...lines] });
  }

  function body(): string {
    const lines = blocks.flatMap((block) =>
      block.autocommit && block.lines.some((line) => !line.startsWith('#'))
        ? [autocommitBlock, ...block.lines.map((line) => indented(line, '    '))]
        : block.lines,
    );
    const acts = lines.some((line) => !line.startsWith('#'));
    return [...lines, ...(acts ? [] : ['pass'])].map((line) => indented(line, '    ')).join('\n');
  }
}

const indented = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : by + line))
    .join('\n');

/** What is undone when the table or column that the same revision made is dropped. */
function goesWithAnother(change: Change, changes: readonly Change[], before: KnownSchema): boolean {
  if (isPartOfLarger(change, changes)) return true;
  const table = tableOf(change);
  if (!table || change.kind === 'create_table' || change.kind === 'drop_table') return false;
  const owner = best(before.table(table));
  const isNew =
    owner?.origin.kind === 'create_table' &&
    changes.includes(owner.origin) &&
    !owner.origin.conditional &&
    !owner.origin.ifNotExists;
  if (isNew) return !keptOnNewTables.includes(change.kind) || isIndexGone(change, changes);
  const columns = columnsOf(change);
  return (
    columns !== undefined &&
    columns.length > 0 &&
    columns.every((column) => {
      const origin = best(before.column(table, column))?.origin;
      return origin?.kind === 'add_column' && changes.includes(origin) && !origin.conditional;
    })
  );
}

/** An index that the same revision drops again, or makes a constraint of. */
function isIndexGone(change: Change, changes: readonly Change[]): boolean {
  if (change.kind !== 'create_index') return false;
  const { name } = change.index;
  return changes
    .slice(changes.indexOf(change))
    .some(
      (later) =>
        (later.kind === 'drop_index' && later.index.name === name) ||
        (later.kind === 'add_constraint' &&
          'usingIndex' in later.constraint &&
          later.constraint.usingIndex === name),
    );
}

/** Autogenerate drops indexes before their table; a rename has to be undone for the drop's sake. */
const keptOnNewTables: readonly Change['kind'][] = [
  'create_index',
  'rename_table',
  'rename_index',
  'set_table_schema',
  'create_object',
];

/** A constraint, index or comment that the same operation made together with its column or table. */
function isPartOfLarger(change: Change, changes: readonly Change[]): boolean {
  const { operation, range } = change.source;
  return changes.some((other) => {
    const together = other.source.operation === operation && other.source.range === range;
    if (!together || other === change || other.conditional) return false;
    if (other.kind === 'create_table') return partKinds.includes(change.kind);
    return other.kind === 'add_column' && isOnColumn(change, other.column.name);
  });
}

const partKinds: readonly Change['kind'][] = ['add_constraint', 'create_index', 'comment'];

/** DROP COLUMN takes along what names the column. */
function isOnColumn(change: Change, column: string): boolean {
  if (change.kind === 'comment') return change.column === column;
  if (change.kind === 'create_index')
    return change.index.keys?.some((key) => key.column === column) ?? false;
  if (change.kind !== 'add_constraint') return false;
  const { constraint, inline } = change;
  return (
    inline === true || ('columns' in constraint && constraint.columns?.includes(column) === true)
  );
}

function tableOf(change: Change) {
  if (change.kind === 'create_index') return change.index.table;
  if (change.kind === 'comment') return change.on === 'other' ? undefined : change.object;
  return 'table' in change ? change.table : undefined;
}

/** The columns whose values or definition are all that a change is about. */
function columnsOf(change: Change): readonly string[] | undefined {
  switch (change.kind) {
    case 'update':
      return change.set.map(({ column }) => column);
    case 'set_column_type':
    case 'set_column_nullable':
    case 'set_column_default':
    case 'set_column_identity':
    case 'set_column_generated':
      return [change.column];
    case 'comment':
      return change.column === undefined ? undefined : [change.column];
    default:
      return undefined;
  }
}
