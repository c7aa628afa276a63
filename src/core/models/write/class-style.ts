import { lastPart } from '../../changes/arguments.js';
import { ClassTree } from '../class-tree.js';
import { builtinTypes, typeOfValue } from '../column-types.js';
import { mappingOf } from '../declarative-base.js';
import type { PythonFiles } from '../python-files.js';
import { attributeValue, type Attribute, type PythonClass } from '../python-class.js';
import { named } from './python-writer.js';

/** How a class declares its columns. */
export interface ClassStyle {
  readonly kind: 'mapped' | 'column' | 'sqlmodel';
  /** What is called: `mapped_column`, `db.Column`; its name yet to be spelled where it has none. */
  readonly callee: string;
  /** What SQLAlchemy's names have before them in this class: `db` in `db.Column`. */
  readonly prefix: string | undefined;
  /** The type that a bare annotation makes, as `format_type` prints it. */
  implied(value: string): string | undefined;
  /** The annotation of a value that may be NULL. */
  optional(value: string, nullable: boolean): string;
}

/** The style of a class by its own columns; undefined for one that has none to learn from. */
export function styleOf(subject: PythonClass, files: PythonFiles): ClassStyle | undefined {
  const tree = new ClassTree(files);
  const mapping = mappingOf(subject, tree);
  const calls = [...subject.attributes.values()].map(calleeOf);
  const column = calls.findLast((callee) => lastPart(callee) === 'Column');
  const mapped = calls.findLast((callee) => lastPart(callee) === 'mapped_column');
  const isMapped =
    mapped !== undefined ||
    [...subject.attributes.values()].some(
      ({ annotation }) => lastPart(annotation?.path) === 'Mapped',
    );
  const kind =
    mapping?.style === 'sqlmodel'
      ? 'sqlmodel'
      : isMapped
        ? 'mapped'
        : column !== undefined
          ? 'column'
          : undefined;
  if (!mapping || !kind) return undefined;
  const callee = (kind === 'column' ? column : mapped) ?? named('sqlalchemy.orm.mapped_column');
  const before =
    callee.includes('.') && !callee.startsWith('⟨') ? callee.replace(/\.\w+$/u, '') : '';
  const path = subject.module.scope.bindings.get(before)?.at(-1)?.path ?? '';
  return {
    kind,
    callee,
    prefix: before !== '' && !/^(?:sqlalchemy|sqlmodel)\b/u.test(path) ? before : undefined,
    implied: (value) => {
      const text = value.replaceAll(/[⟨⟩]/gu, '');
      const own = mapping.types.get(text);
      if (own) return typeOfValue(own.value, own.file, tree).name;
      const builtin = builtinTypes[text];
      if (builtin === undefined) return undefined;
      const range = { from: 0, to: 0 };
      return typeOfValue({ kind: 'name', path: `sqlalchemy.${builtin}`, range }, subject.file, tree)
        .name;
    },
    optional: optionalStyle(subject.module.text),
  };
}

/** `Optional[…]` or `… | None`, as a file does. */
export function optionalStyle(text: string): ClassStyle['optional'] {
  const bar = /\|\s*None\b|\bNone\s*\|/u.test(text);
  return (value, nullable) =>
    !nullable ? value : bar ? `${value} | None` : `${named('typing.Optional')}[${value}]`;
}

function calleeOf(attribute: Attribute): string {
  const { node, module } = attribute;
  if (node?.name !== 'CallExpression' || attributeValue(attribute)?.kind !== 'call') return '';
  return module.text.slice(node.from, node.firstChild?.to);
}
