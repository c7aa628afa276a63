import type { ColumnType } from '../changes/objects.js';
import { readSqlAlchemyType } from '../changes/sqlalchemy-types.js';
import { evaluate } from '../python/evaluate.js';
import type { PythonValue } from '../python/value.js';
import { annotationText, lastPart, readAnnotation, type Annotation } from './annotation.js';
import type { ClassTree } from './class-tree.js';
import { attributeValue } from './python-class.js';
import type { Definition } from './python-files.js';
import { returnedValue } from './returned-value.js';

/** `type_annotation_map`, by the text of the annotation. */
export type TypeMap = ReadonlyMap<string, { readonly value: PythonValue; readonly file: string }>;

const deepest = 8;

/** What SQLAlchemy's own map makes of annotations (`sqlalchemy.sql.sqltypes._type_map`). */
export const builtinTypes: Readonly<Record<string, string | undefined>> = {
  bool: 'Boolean',
  bytes: 'LargeBinary',
  'datetime.date': 'Date',
  'datetime.datetime': 'DateTime',
  'datetime.time': 'Time',
  'datetime.timedelta': 'Interval',
  'decimal.Decimal': 'Numeric',
  float: 'Float',
  int: 'Integer',
  str: 'String',
  'uuid.UUID': 'Uuid',
};

/** The type that a value such as `String(64)` stands for, names followed to where they are defined. */
export function typeOfValue(value: PythonValue, file: string, tree: ClassTree): ColumnType {
  return readSqlAlchemyType(expanded(value, file, tree));
}

function expanded(value: PythonValue, file: string, tree: ClassTree, depth = 0): PythonValue {
  if (depth > deepest || (value.kind !== 'name' && value.kind !== 'call')) return value;
  if (value.path === undefined) {
    if (value.kind !== 'call' || !value.receiver) return value;
    return {
      ...value,
      receiver: expanded(value.receiver, file, tree, depth + 1),
      args: value.args.map((arg) => expanded(arg, file, tree, depth + 1)),
    };
  }
  const found = tree.files.find(value.path, file);
  if (found?.kind === 'value') {
    const place = { module: found.module, scope: found.module.scope };
    const defined = evaluate(found.node, place);
    return defined.kind === 'unknown' ? value : expanded(defined, found.file, tree, depth + 1);
  }
  if (found?.kind === 'function' && value.kind === 'call') {
    const given = returnedValue(found, value);
    return given ? expanded(given, found.file, tree, depth + 1) : value;
  }
  if (found?.kind === 'class') {
    const impl = tree.attribute(tree.classOf(found), 'impl');
    const own = impl && attributeValue(impl);
    return own ? expanded(own, impl.file, tree, depth + 1) : value;
  }
  return value.kind === 'call'
    ? { ...value, args: value.args.map((arg) => expanded(arg, file, tree, depth + 1)) }
    : value;
}

/** What an annotation says of a column: its type, and what `Annotated` adds. */
export interface AnnotatedColumn {
  readonly type: ColumnType | undefined;
  readonly optional: boolean;
  /** `mapped_column(…)` among the metadata of `Annotated`. */
  readonly call?: PythonValue & { readonly kind: 'call' };
}

/** Reads the annotation inside `Mapped[…]`, or that of an SQLModel field. */
export function readColumnAnnotation(
  annotation: Annotation,
  file: string,
  map: TypeMap,
  tree: ClassTree,
  depth = 0,
): AnnotatedColumn {
  const { optional } = annotation;
  const bare = { ...annotation, optional: false };
  const mapped = map.get(annotationText(annotation)) ?? map.get(annotationText(bare));
  if (mapped) return { type: typeOfValue(mapped.value, mapped.file, tree), optional };
  if (lastPart(annotation.path) === 'Annotated')
    return annotated(annotation, file, map, tree, depth);
  if (lastPart(annotation.path) === 'Literal') return { type: literalType(annotation), optional };
  const builtin = Object.hasOwn(builtinTypes, annotation.path ?? '')
    ? builtinTypes[annotation.path ?? '']
    : undefined;
  if (builtin) return { type: sqlalchemyType(builtin, annotation), optional };
  const found =
    annotation.path !== undefined && depth < deepest
      ? tree.files.find(annotation.path, file)
      : undefined;
  if (found?.kind === 'value') {
    const alias = aliasOf(found);
    const inner = readColumnAnnotation(alias, found.file, map, tree, depth + 1);
    return { ...inner, optional: optional || inner.optional };
  }
  if (found?.kind === 'class' && tree.isEnum(found)) {
    return { type: enumType(found.name), optional };
  }
  return { type: undefined, optional };
}

function annotated(
  { args: [first, ...metadata], optional }: Annotation,
  file: string,
  map: TypeMap,
  tree: ClassTree,
  depth: number,
): AnnotatedColumn {
  const inner: AnnotatedColumn = first
    ? readColumnAnnotation(first, file, map, tree, depth + 1)
    : { type: undefined, optional };
  const calls = metadata.flatMap(({ node, module }) => {
    const value = evaluate(node, { module, scope: module.scope });
    return value.kind === 'call' ? [value] : [];
  });
  const call = calls.find(({ path }) => lastPart(path) === 'mapped_column');
  return { ...inner, optional: optional || inner.optional, ...(call ? { call } : {}) };
}

/** `X = Annotated[…]`, `X = Optional[…]`, `X = NewType("X", int)`. */
function aliasOf({ node, module }: Definition): Annotation {
  const value = evaluate(node, { module, scope: module.scope });
  const list = value.kind === 'call' && lastPart(value.path) === 'NewType';
  const second = list ? node.getChild('ArgList')?.getChildren('VariableName')[0] : undefined;
  return readAnnotation(second ?? node, module, module.scope);
}

const sqlalchemyType = (name: string, { node }: Annotation) =>
  readSqlAlchemyType({ kind: 'name', path: `sqlalchemy.${name}`, range: node });

const enumType = (name: string): ColumnType => ({
  name: name.toLowerCase(),
  enum: { name: { name: name.toLowerCase() }, labels: undefined, created: true },
});

/** `Literal["a", "b"]` is text as long as its longest value. */
function literalType({ args }: Annotation): ColumnType {
  const lengths = args.map(({ node, module }) => {
    const value = evaluate(node, { module, scope: module.scope });
    return value.kind === 'string' ? Array.from(value.value).length : NaN;
  });
  const longest = Math.max(0, ...lengths);
  return Number.isNaN(longest) || lengths.length === 0
    ? { name: undefined, reason: 'the values of Literal are not all text' }
    : { name: `character varying(${longest})` };
}
