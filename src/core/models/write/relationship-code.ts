import { keyOf } from '../../changes/known-schema.js';
import { lastPart } from '../../changes/arguments.js';
import { argumentParts } from '../../python/calls.js';
import { childrenOf, rangeOf } from '../../python/nodes.js';
import type { SourceRange } from '../../python/value.js';
import type { FileEdit } from '../../rules/finding.js';
import type { CodePlace, ModelTable, Relationship } from '../model.js';
import type { Attribute } from '../python-class.js';
import { named, PythonWriter } from './python-writer.js';

/** Where the value of a keyword of a call is written. */
export function keywordText(
  { node, file, module }: Attribute,
  name: string,
): { readonly place: CodePlace } | undefined {
  const list = node?.name === 'CallExpression' ? node.getChild('ArgList') : undefined;
  for (const [first, second, third] of list ? argumentParts(list) : [])
    if (first && second?.name === 'AssignOp' && third)
      if (module.text.slice(first.from, first.to) === name)
        return { place: { file, range: rangeOf(third) } };
  return undefined;
}

/** Gives a keyword of a call a text, in place of the one that it has. */
export function writeKeyword(attribute: Attribute, name: string, value: string): FileEdit[] {
  const writer = new PythonWriter(attribute.file, attribute.module);
  const written = keywordText(attribute, name)?.place.range;
  const list =
    attribute.node?.name === 'CallExpression' ? attribute.node.getChild('ArgList') : undefined;
  if (written) writer.replace(written, writer.text(value));
  else if (list) {
    const last = childrenOf(list).at(-2);
    const empty = !last || last.name === '(';
    const comma = last?.name === ',';
    const at: SourceRange = last
      ? { from: last.to, to: last.to }
      : { from: list.to - 1, to: list.to - 1 };
    writer.replace(at, `${empty ? '' : comma ? ' ' : ', '}${name}=${writer.text(value)}`);
  }
  return [...writer.edits];
}

/** The relationship on the other side, in the way that this one is written. */
export function mirrorCode(
  own: Relationship,
  table: ModelTable,
  other: ModelTable,
): ((writer: PythonWriter) => string) | undefined {
  const { backPopulates, written } = own;
  const { model } = table;
  if (backPopulates === undefined || model === undefined) return undefined;
  const refersTo = (from: ModelTable, to: ModelTable) =>
    from.constraints.some(
      (one) =>
        one.type === 'foreign_key' && one.references && keyOf(one.references) === keyOf(to.name),
    );
  const many = refersTo(table, other);
  const one = refersTo(other, table);
  if (many === one) return undefined;
  const style = lastPart(written.annotation?.path);
  return (writer) => {
    const back = `back_populates=${writer.text(own.attribute)}`;
    const forward = writer.text(model);
    if (style === 'Mapped') {
      const type = many ? `list[${forward}]` : forward;
      return `${backPopulates}: ${named('sqlalchemy.orm.Mapped')}[${type}] = ${named('sqlalchemy.orm.relationship')}(${back})`;
    }
    if (written.annotation)
      return `${backPopulates}: ${many ? `list[${forward}]` : forward} = ${named('sqlmodel.Relationship')}(${back})`;
    return `${backPopulates} = ${named('sqlalchemy.orm.relationship')}(${forward}, ${back})`;
  };
}
