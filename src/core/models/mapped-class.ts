import type { ObjectName } from '../changes/objects.js';
import type { ClassTree } from './class-tree.js';
import { readModelColumn } from './columns.js';
import { readCoreTable } from './core-table.js';
import { mappingOf, type Mapping } from './declarative-base.js';
import type { ModelTable } from './model.js';
import { attributeValue, type Attribute, type PythonClass } from './python-class.js';
import { readRelationship } from './relationships.js';
import { readTableArgs } from './table-items.js';
import { tableName } from './table-name.js';

/** What a mapped class declares: a table of its own, or more columns of its parent's. */
export type ClassReading =
  { readonly table: ModelTable } | { readonly parent: PythonClass; readonly adds: ModelTable };

/** Reads a class; undefined for one that is not mapped, or whose table has no known name. */
export function readMappedClass(subject: PythonClass, tree: ClassTree): ClassReading | undefined {
  const mapping = mappingOf(subject, tree);
  if (!mapping) return undefined;
  const parent = mappedParent(subject, tree);
  const own = subject.attributes.get('__table__');
  const imperative = own && readCoreTable(attributeValue(own), subject.file, tree);
  if (imperative) return { table: { ...imperative, ...labelOf(subject) } };
  const name = tableName(subject, parent, mapping, tree);
  if (name !== undefined) return { table: build(subject, { name }, parent, mapping, tree) };
  if (!parent) return undefined;
  return { parent, adds: build(subject, { name: '' }, parent, mapping, tree) };
}

/** The nearest mapped class with a table that a class inherits from. */
function mappedParent(subject: PythonClass, tree: ClassTree): PythonClass | undefined {
  // What stands behind `Base = declarative_base(cls=PreBase)` is no table of its own.
  const line = tree.ancestors(subject);
  const base = line.findIndex(({ value }) => value !== undefined);
  return line.slice(0, base < 0 ? undefined : base).find(({ found }) => {
    if (!found || found === subject) return false;
    const mapping = mappingOf(found, tree);
    return mapping !== undefined && tableName(found, undefined, mapping, tree) !== undefined;
  })?.found;
}

const labelOf = (written: PythonClass) => ({
  model: written.name,
  place: { file: written.file, range: written.nameRange },
  written,
});

function build(
  subject: PythonClass,
  label: ObjectName,
  parent: PythonClass | undefined,
  mapping: Mapping,
  tree: ClassTree,
): ModelTable {
  const args = tree.attribute(subject, '__table_args__');
  const inherited = args && parent?.attributes.get('__table_args__') === args;
  const stated = inherited ? undefined : args && attributeValue(args);
  const items = readTableArgs(stated, label);
  const schema = items.schema ?? mapping.schema;
  const name: ObjectName = schema === undefined ? label : { ...label, schema };
  const attributes = attributesOf(subject, parent, tree);
  const columns = attributes.flatMap(
    (attribute) => readModelColumn(attribute, mapping, name, tree) ?? [],
  );
  return {
    name,
    ...labelOf(subject),
    columns: columns.map(({ column }) => column),
    constraints: [...columns.flatMap(({ constraints }) => constraints), ...items.constraints],
    indexes: [...columns.flatMap(({ index }) => index ?? []), ...items.indexes].map((index) => ({
      ...index,
      table: name,
    })),
    relationships: attributes.flatMap((attribute) => readRelationship(attribute) ?? []),
    incomplete: [...items.incomplete, ...unknownBases(subject, tree)],
  };
}

/** Own and inherited attributes, but for those of the mapped parent, by name. */
function attributesOf(
  subject: PythonClass,
  parent: PythonClass | undefined,
  tree: ClassTree,
): readonly Attribute[] {
  const above = new Set(parent ? tree.ancestors(parent).flatMap(({ found }) => found ?? []) : []);
  const all = new Map<string, Attribute>();
  for (const { found } of tree.ancestors(subject).toReversed()) {
    if (!found || above.has(found)) continue;
    for (const attribute of found.attributes.values()) all.set(attribute.name, attribute);
  }
  return [...all.values()];
}

const harmless =
  /^(?:sqlalchemy|sqlmodel|flask_sqlalchemy|typing|typing_extensions|abc|object|enum|pydantic)\b|(?:^|\.)db\.Model$/u;

function unknownBases(subject: PythonClass, tree: ClassTree): readonly string[] {
  return tree
    .ancestors(subject)
    .filter(({ found, value, path }) => !found && !value && !harmless.test(path ?? ''))
    .map(({ path }) => `the base ${path ?? 'class'} is not in this workspace`);
}
