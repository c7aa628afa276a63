import { Arguments, lastPart } from '../changes/arguments.js';
import { evaluate } from '../python/evaluate.js';
import type { PythonValue } from '../python/value.js';
import { annotationText, readAnnotation } from './annotation.js';
import type { Ancestor, ClassTree } from './class-tree.js';
import type { TypeMap } from './column-types.js';
import type { PythonClass } from './python-class.js';
import { attributeValue } from './python-class.js';
import { childrenOf } from '../python/nodes.js';
import type { Definition } from './python-files.js';

/** How a class is mapped. */
export interface Mapping {
  readonly style: 'declarative' | 'sqlmodel' | 'flask';
  /** `MetaData(schema="…")` of its base. */
  readonly schema: string | undefined;
  readonly types: TypeMap;
}

const bases =
  /^sqlalchemy\.(?:orm|ext\.declarative)\.(?:DeclarativeBase|DeclarativeBaseNoMeta|DeclarativeMeta)$/u;
const factories = /(?:^|\.)(?:declarative_base|automap_base|generate_base)$/u;

/** How SQLAlchemy maps a class; undefined for a class that it does not map. */
export function mappingOf(subject: PythonClass, tree: ClassTree): Mapping | undefined {
  const line = tree.ancestors(subject);
  const style = styleOf(subject, line);
  if (style === undefined) return undefined;
  return { style, schema: schemaOf(line, tree), types: typesOf(line) };
}

function styleOf(subject: PythonClass, line: readonly Ancestor[]): Mapping['style'] | undefined {
  const abstract = subject.attributes.get('__abstract__');
  if (abstract && attributeValue(abstract)?.kind === 'boolean') return undefined;
  if (line.some(({ path }) => lastPart(path) === 'SQLModel')) {
    const table = subject.keywords.get('table');
    return table?.kind === 'boolean' && table.value ? 'sqlmodel' : undefined;
  }
  if (subject.bases.some((path) => bases.test(path ?? ''))) return undefined;
  if (line.some(({ path }) => bases.test(path ?? ''))) return 'declarative';
  if (line.some(isFactory)) return 'declarative';
  if (line.some(({ path, found }) => !found && /(?:^|\.)(?:db|database)\.Model$/u.test(path ?? '')))
    return 'flask';
  // A base that was not found, in a package outside: the class says itself that it has a table.
  const named = subject.attributes.has('__tablename__') || subject.attributes.has('__table__');
  return named ? 'declarative' : undefined;
}

function isFactory({ value, path }: Ancestor): boolean {
  if (!value) return factories.test(path ?? '');
  const made = evaluated(value);
  return made.kind === 'call' && factories.test(made.path ?? made.method ?? '');
}

const evaluated = ({ node, module }: Definition): PythonValue =>
  evaluate(node, { module, scope: module.scope });

function schemaOf(line: readonly Ancestor[], tree: ClassTree): string | undefined {
  for (const { found, value } of line) {
    const own = found?.attributes.get('metadata');
    const made = value && evaluated(value);
    const given =
      (own && attributeValue(own)) ??
      (made?.kind === 'call'
        ? new Arguments([], made.args, made.keywords).value('metadata')
        : undefined);
    const file = own?.file ?? value?.file;
    const metadata = given && file !== undefined ? metadataCall(given, file, tree) : undefined;
    if (metadata) return new Arguments([], metadata.args, metadata.keywords).text('schema');
  }
  return undefined;
}

function metadataCall(value: PythonValue, file: string, tree: ClassTree) {
  if (value.kind === 'call') return lastPart(value.path) === 'MetaData' ? value : undefined;
  const found = value.kind === 'name' ? tree.files.find(value.path, file) : undefined;
  const made = found?.kind === 'value' ? evaluated(found) : undefined;
  return made?.kind === 'call' && lastPart(made.path) === 'MetaData' ? made : undefined;
}

/** `type_annotation_map` of the nearest class that has one, or of a registry. */
function typesOf(line: readonly Ancestor[]): TypeMap {
  for (const { found } of line) {
    const own = found?.attributes.get('type_annotation_map');
    const node =
      own?.node ??
      found?.attributes
        .get('registry')
        ?.node?.getChild('ArgList')
        ?.getChildren('DictionaryExpression')[0];
    if (!found || !node) continue;
    const { module } = found;
    const entries = childrenOf(node).filter(({ name }) => !['{', '}', ',', ':'].includes(name));
    const map = new Map<string, { value: PythonValue; file: string }>();
    for (let at = 0; at + 1 < entries.length; at += 2) {
      const [key, value] = [entries[at], entries[at + 1]];
      if (!key || !value) continue;
      const text = annotationText(readAnnotation(key, module, module.scope));
      map.set(text, { value: evaluate(value, { module, scope: module.scope }), file: found.file });
    }
    return map;
  }
  return new Map();
}
