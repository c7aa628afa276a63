import { literalText } from '../changes/arguments.js';
import type { ClassTree } from './class-tree.js';
import type { Mapping } from './declarative-base.js';
import { attributeValue, type Attribute, type PythonClass } from './python-class.js';

const className = /^cls\.__name__(\.lower\(\))?$/u;

/**
 * The name of the table that a class has of its own; undefined where it has none (it lives in its
 * parent's) or where only running the code could tell.
 *
 * @param parent the mapped class that it inherits from
 */
export function tableName(
  subject: PythonClass,
  parent: PythonClass | undefined,
  { style }: Mapping,
  tree: ClassTree,
): string | undefined {
  const own = subject.attributes.get('__tablename__');
  if (own) return nameIn(own, subject.name);
  if (parent) return undefined;
  const inherited = tree.attribute(subject, '__tablename__');
  if (inherited) return nameIn(inherited, subject.name);
  if (style === 'sqlmodel') return subject.name.toLowerCase();
  return style === 'flask' ? snakeCase(subject.name) : undefined;
}

/** A literal, or what `declared_attr` makes of the class's name. */
function nameIn(attribute: Attribute, name: string): string | undefined {
  const value = attributeValue(attribute);
  const literal = literalText(value);
  if (literal !== undefined || !attribute.node) return literal;
  const { from, to } = attribute.node;
  const source = attribute.module.text.slice(from, to);
  const plain = computed(source, name);
  if (plain !== undefined) return plain;
  const [, quoted] =
    /^f(?:"([^"\\]*)"|'[^'\\]*')$/u.exec(source.replace(/^f'(.*)'$/u, 'f"$1"')) ?? [];
  let known = quoted !== undefined;
  const text = quoted?.replaceAll(/\{([^{}]*)\}/gu, (_, hole: string) => {
    const part = computed(hole, name);
    known &&= part !== undefined;
    return part ?? '';
  });
  return known ? text : undefined;
}

function computed(source: string, name: string): string | undefined {
  const found = className.exec(source);
  if (!found) return undefined;
  return found[1] === undefined ? name : name.toLowerCase();
}

/** As Flask-SQLAlchemy names tables: `OrderLine` is `order_line`, `HTTPLog` is `http_log`. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/(?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z])/gu, (letter) => `_${letter}`)
    .toLowerCase()
    .replace(/^_/u, '');
}
