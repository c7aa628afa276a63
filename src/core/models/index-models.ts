import type { ObjectName } from '../changes/objects.js';
import { ClassTree } from './class-tree.js';
import { coreTables } from './core-table.js';
import { readMappedClass } from './mapped-class.js';
import { moduleIndexes, type ModuleIndex } from './module-indexes.js';
import type { ModelColumn, ModelIndex, ModelTable } from './model.js';
import type { PythonFiles } from './python-files.js';

/** A file without any of these declares no table. */
const signs =
  /__tablename__|__table__|\bTable\(|\bColumn\(|mapped_column|Mapped\[|table\s*=\s*True|\.Model\b/u;

/**
 * Reads what the models of a workspace declare, without running them. Never throws: what only
 * running could tell is left out, and said in `incomplete`.
 */
export function indexModels(files: PythonFiles): ModelIndex {
  const tree = new ClassTree(files);
  const tables: ModelTable[] = [];
  const beside: ModuleIndex[] = [];
  const more: { readonly parent: string; readonly adds: ModelTable }[] = [];
  for (const [file, text] of files.texts) {
    if (!signs.test(text)) continue;
    const module = files.module(file);
    for (const bindings of module.scope.bindings.values()) {
      const { kind, node, name = '' } = bindings.at(-1) ?? {};
      if (kind !== 'class' || !node) continue;
      const subject = tree.classOf({ kind, name, file, module, node });
      const read = readMappedClass(subject, tree);
      if (!read) continue;
      if ('table' in read) tables.push(read.table);
      else more.push({ parent: read.parent.name, adds: read.adds });
    }
    tables.push(...coreTables(module, file, tree));
    beside.push(...moduleIndexes(module));
  }
  const whole = tables.map((table) => withIndexes(withChildren(table, more), beside));
  return { tables: withTypes(whole) };
}

function withIndexes(table: ModelTable, beside: readonly ModuleIndex[]): ModelTable {
  const own = beside.filter(({ model }) => model === table.model);
  if (own.length === 0) return table;
  const indexes = own.map(({ index }) => ({ ...index, table: table.name }));
  return { ...table, indexes: [...table.indexes, ...indexes] };
}

/** The columns that classes without a table of their own add to their parent's. */
function withChildren(
  table: ModelTable,
  more: readonly { readonly parent: string; readonly adds: ModelTable }[],
): ModelTable {
  const children = more.filter(({ parent }) => parent === table.model);
  if (children.length === 0) return table;
  const known = new Set(table.columns.map(({ column }) => column.name));
  const columns = children.flatMap(({ adds }) =>
    // Rows of the parent have no value there, so SQLAlchemy's users make them nullable.
    adds.columns.filter(({ column }) => !known.has(column.name) && known.add(column.name)),
  );
  return {
    ...table,
    columns: [...table.columns, ...columns],
    constraints: [...table.constraints, ...children.flatMap(({ adds }) => adds.constraints)],
    indexes: [...table.indexes, ...children.flatMap(({ adds }) => adds.indexes)],
    relationships: [...table.relationships, ...children.flatMap(({ adds }) => adds.relationships)],
  };
}

/** Gives columns without a type that of the column that they refer to. */
function withTypes(tables: readonly ModelTable[]): readonly ModelTable[] {
  const find = (name: ObjectName) =>
    tables.find((table) => table.name.name === name.name && table.name.schema === name.schema);
  const typed = (table: ModelTable, one: ModelColumn, depth: number): ModelColumn => {
    if (!one.typeOfTarget || depth > 8) return one;
    const { name } = one.column;
    for (const constraint of table.constraints) {
      if (constraint.type !== 'foreign_key' || !constraint.references) continue;
      const at = constraint.columns?.indexOf(name) ?? -1;
      const target = at < 0 ? undefined : find(constraint.references);
      const wanted = constraint.referencedColumns?.[at];
      const other = target?.columns.find(({ column }) => column.name === wanted);
      if (!target || !other) continue;
      const { type } = typed(target, other, depth + 1).column;
      return { ...one, column: { ...one.column, type } };
    }
    return one;
  };
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((one) => typed(table, one, 0)),
  }));
}
