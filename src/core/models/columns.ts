import { Arguments, lastPart, literalText } from '../changes/arguments.js';
import type { ColumnType, Constraint, IndexDefinition, ObjectName } from '../changes/objects.js';
import { readColumn } from '../changes/sqlalchemy-columns.js';
import { evaluate } from '../python/evaluate.js';
import type { PythonValue } from '../python/value.js';
import type { Annotation } from './annotation.js';
import type { ClassTree } from './class-tree.js';
import { readColumnAnnotation, typeOfValue, type AnnotatedColumn } from './column-types.js';
import type { Mapping } from './declarative-base.js';
import type { ModelColumn } from './model.js';
import { attributeValue, type Attribute } from './python-class.js';
import { fieldCall } from './sqlmodel-field.js';

/** What an attribute of a model adds to its table. */
export interface ColumnReading {
  readonly column: ModelColumn;
  readonly constraints: readonly Constraint[];
  readonly index?: IndexDefinition;
}

export type Call = PythonValue & { readonly kind: 'call' };

const wrappers = /^(?:deferred|column_property)$/u;
const containers = /^(?:Mapped|DynamicMapped|WriteOnlyMapped)$/u;

/** Reads a column; undefined for an attribute that is none. */
export function readModelColumn(
  attribute: Attribute,
  mapping: Mapping,
  table: ObjectName,
  tree: ClassTree,
): ColumnReading | undefined {
  const inner = columnAnnotation(attribute, mapping);
  const call = columnCall(attribute, mapping, tree);
  if (!call && (!inner || attribute.decorators || !mayBeColumn(attribute, mapping)))
    return undefined;
  const said = inner && readColumnAnnotation(inner, attribute.file, mapping.types, tree);
  return build(attribute, table, tree, said, call);
}

/** The annotation that speaks of the column: what stands in `Mapped[…]`, or a field's own. */
function columnAnnotation(
  { annotation, decorators }: Attribute,
  mapping: Mapping,
): Annotation | undefined {
  if (!annotation) return undefined;
  if (containers.test(lastPart(annotation.path))) return annotation.args[0];
  if (decorators || mapping.style !== 'sqlmodel') return undefined;
  return lastPart(annotation.path) === 'ClassVar' ? undefined : annotation;
}

/** Without a call: SQLModel takes a value for the field's default, SQLAlchemy wants none. */
function mayBeColumn(attribute: Attribute, { style }: Mapping): boolean {
  if (style !== 'sqlmodel') return attribute.node === undefined;
  const value = attributeValue(attribute);
  const called = value?.kind === 'call' ? lastPart(value.path) : '';
  return !/^(?:__|model_config$)/u.test(attribute.name) && called !== 'Relationship';
}

/** `mapped_column(…)` or `Column(…)`, also inside `deferred(…)` and `Field(sa_column=…)`. */
function columnCall(attribute: Attribute, mapping: Mapping, tree: ClassTree): Call | undefined {
  let value = attributeValue(attribute);
  if (value?.kind === 'name') value = definedAs(value.path, attribute.file, tree) ?? value;
  while (value?.kind === 'call' && wrappers.test(lastPart(value.path ?? value.method)))
    value = value.args[0];
  if (value?.kind !== 'call') return undefined;
  const name = lastPart(value.path ?? value.method);
  if (name === 'Field' && mapping.style === 'sqlmodel') return fieldCall(value);
  return name === 'Column' || name === 'mapped_column' ? value : undefined;
}

function definedAs(path: string, file: string, tree: ClassTree): PythonValue | undefined {
  const found = tree.files.find(path, file);
  if (found?.kind !== 'value') return undefined;
  return evaluate(found.node, { module: found.module, scope: found.module.scope });
}

function build(
  attribute: Attribute,
  table: ObjectName,
  tree: ClassTree,
  said: AnnotatedColumn | undefined,
  call: Call | undefined,
): ColumnReading | undefined {
  const { nameRange: range } = attribute;
  const calls = [call, said?.call].flatMap((one) => one ?? []);
  const name = calls.map(columnNameOf).find((text) => text !== undefined) ?? attribute.name;
  const args = calls.flatMap((one) =>
    columnNameOf(one) === undefined || literalText(one.args[0]) === undefined
      ? one.args
      : one.args.slice(1),
  );
  const keywords = calls
    .flatMap((one) => one.keywords)
    .filter(
      (one, index, all) =>
        one.name === undefined || all.findIndex((other) => other.name === one.name) === index,
    );
  const label: PythonValue = { kind: 'string', value: name, holes: [], pieces: [], range };
  const whole: Call = {
    kind: 'call',
    path: 'sqlalchemy.Column',
    args: [label, ...args],
    keywords,
    range: attribute.range,
  };
  const read = readColumn(whole, table);
  if (!read) return undefined;
  const bound = new Arguments([], args, keywords);
  const typed = explicitType(args, bound);
  const references = read.constraints.some(({ type }) => type === 'foreign_key');
  const type: ColumnType = typed
    ? typeOfValue(typed, attribute.file, tree)
    : references
      ? { name: undefined, reason: 'it has the type of the column it refers to' }
      : (said?.type ?? read.column.type);
  const optional = said && bound.given('nullable') === undefined && !read.primaryKey;
  return {
    column: {
      attribute: attribute.name,
      column: {
        ...read.column,
        type,
        ...(optional && !read.column.identity ? { nullable: said.optional } : {}),
      },
      primaryKey: read.primaryKey,
      place: { file: attribute.file, range: attribute.nameRange },
      written: attribute,
      ...(!typed && references ? { typeOfTarget: true as const } : {}),
    },
    constraints: read.constraints,
    ...(read.index ? { index: read.index } : {}),
  };
}

function columnNameOf(call: Call): string | undefined {
  return literalText(call.args[0]) ?? new Arguments([], [], call.keywords).text('name');
}

const items =
  /^(?:ForeignKey|Identity|Computed|Sequence|FetchedValue|CheckConstraint|DefaultClause)$/u;

/** The type among the arguments; the class's names for one are not all known, so what is left. */
function explicitType(args: readonly PythonValue[], bound: Arguments): PythonValue | undefined {
  return (
    bound.given('type_') ??
    args.find(
      (value) =>
        (value.kind === 'name' || value.kind === 'call') &&
        !(value.kind === 'call' && items.test(lastPart(value.path ?? value.method))),
    )
  );
}
