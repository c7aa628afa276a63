import { Arguments, lastPart } from '../changes/arguments.js';
import type { PythonValue } from '../python/value.js';
import { annotationText } from './annotation.js';
import { ClassTree } from './class-tree.js';
import type { CodePlace } from './model.js';
import { attributeValue, type Attribute, type PythonClass } from './python-class.js';
import type { PythonFiles } from './python-files.js';

/** A Pydantic model: what an API takes or gives. */
export interface PydanticSchema {
  readonly name: string;
  readonly place: CodePlace;
  readonly fields: readonly SchemaField[];
  /** It is filled from objects: `from_attributes`, `orm_mode` before Pydantic 2. */
  readonly fromAttributes: boolean;
  /** A base class that is not in the workspace: there may be more fields. */
  readonly incomplete: boolean;
  readonly written: PythonClass;
}

export interface SchemaField {
  readonly name: string;
  /** `Optional[…]` or `… | None`. */
  readonly optional: boolean;
  /** The annotation, imports resolved, as `annotationText` writes it. */
  readonly type: string;
  readonly place: CodePlace;
  readonly written: Attribute;
}

const signs = /BaseModel|SQLModel|Schema|pydantic/u;
const roots = /^(?:pydantic(?:\.\w+)*\.BaseModel|sqlmodel(?:\.\w+)*\.SQLModel)$/u;
const harmless = /^(?:pydantic|sqlmodel|typing|typing_extensions|abc|enum|generics)\b/u;

/** Reads the Pydantic models of a workspace, without running them. Never throws. */
export function indexSchemas(files: PythonFiles): readonly PydanticSchema[] {
  const tree = new ClassTree(files);
  return [...files.texts].flatMap(([file, text]) => {
    if (!signs.test(text)) return [];
    const module = files.module(file);
    return [...module.scope.bindings.values()].flatMap((bindings) => {
      const { kind, node, name = '' } = bindings.at(-1) ?? {};
      if (kind !== 'class' || !node) return [];
      return readSchema(tree.classOf({ kind, name, file, module, node }), tree) ?? [];
    });
  });
}

function readSchema(subject: PythonClass, tree: ClassTree): PydanticSchema | undefined {
  const line = tree.ancestors(subject);
  if (!line.some(({ path }) => roots.test(path ?? ''))) return undefined;
  const table = subject.keywords.get('table');
  if (table?.kind === 'boolean' && table.value) return undefined;
  const fields = new Map<string, SchemaField>();
  for (const { found } of line.toReversed())
    for (const attribute of found?.attributes.values() ?? []) {
      const field = readField(attribute);
      if (field) fields.set(field.name, field);
    }
  return {
    name: subject.name,
    place: { file: subject.file, range: subject.nameRange },
    fields: [...fields.values()],
    fromAttributes: isFromAttributes(subject, tree),
    written: subject,
    incomplete: line.some(
      ({ found, value, path }) => !found && (value !== undefined || !harmless.test(path ?? '')),
    ),
  };
}

/** An annotated name that is no class variable and not private. */
function readField(written: Attribute): SchemaField | undefined {
  const { name, annotation, file, nameRange } = written;
  if (!annotation || name.startsWith('_') || name === 'model_config') return undefined;
  if (lastPart(annotation.path) === 'ClassVar') return undefined;
  const inner = lastPart(annotation.path) === 'Annotated' ? annotation.args[0] : undefined;
  return {
    name,
    optional: annotation.optional || (inner?.optional ?? false) || isAny(annotation.path),
    type: annotationText(annotation),
    place: { file, range: nameRange },
    written,
  };
}

const isAny = (path: string | undefined) => path === 'typing.Any' || path === 'None';

function isFromAttributes(subject: PythonClass, tree: ClassTree): boolean {
  for (const { found } of tree.ancestors(subject)) {
    const config = found?.attributes.get('model_config');
    const stated = config && flagIn(attributeValue(config));
    if (stated !== undefined) return stated;
    const body = found?.node.getChild('Body')?.getChildren('ClassDefinition') ?? [];
    const old = body.map(({ from, to }) => found?.module.text.slice(from, to) ?? '');
    const flag = old
      .map((text) => /\b(?:orm_mode|from_attributes)\s*=\s*(True|False)/u.exec(text)?.[1])
      .find((word) => word !== undefined);
    if (flag !== undefined) return flag === 'True';
  }
  return false;
}

/** `ConfigDict(from_attributes=True)` or a dictionary. */
function flagIn(value: PythonValue | undefined): boolean | undefined {
  if (value?.kind === 'call')
    return new Arguments([], value.args, value.keywords).flag('from_attributes');
  const entry =
    value?.kind === 'dict'
      ? value.entries.find(({ key }) => key.kind === 'string' && key.value === 'from_attributes')
      : undefined;
  return entry?.value.kind === 'boolean' ? entry.value.value : undefined;
}
