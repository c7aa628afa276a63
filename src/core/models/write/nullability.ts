import { childrenOf } from '../../python/nodes.js';
import type { Attribute } from '../python-class.js';
import { optionalStyle } from './class-style.js';
import { columnParts } from './column-parts.js';
import type { PythonWriter } from './python-writer.js';

/** Says of a column that it may be NULL, or that it may not; false where that cannot be written. */
export function writeNullable(
  attribute: Attribute,
  nullable: boolean,
  writer: PythonWriter,
): boolean {
  const parts = columnParts(attribute);
  if (parts.nullable) {
    writer.replace(parts.nullable, nullable ? 'True' : 'False');
    return true;
  }
  const { annotation, call } = parts;
  if (annotation) {
    const { text } = attribute.module;
    const now = text.slice(annotation.from, annotation.to);
    const wanted = nullable ? optionalStyle(text)(now, true) : withoutNone(now);
    if (wanted === undefined) return false;
    writer.replace(annotation, wanted);
    return true;
  }
  const list = call?.getChild('ArgList');
  if (!list) return false;
  const last = childrenOf(list).at(-2);
  const end = list.to - 1;
  const before = !last || last.name === '(' ? '' : last.name === ',' ? ' ' : ', ';
  const at = last && last.name !== '(' && last.name !== ',' ? last.to : end;
  writer.replace({ from: at, to: at }, `${before}nullable=${nullable ? 'True' : 'False'}`);
  return true;
}

/** `X` of `Optional[X]` and `X | None`. */
function withoutNone(annotation: string): string | undefined {
  return (
    /^(?:\w+\.)*Optional\[([^]*)\]$/u.exec(annotation)?.[1] ??
    /^([^]*\S)\s*\|\s*None$/u.exec(annotation)?.[1] ??
    /^None\s*\|\s*([^]*)$/u.exec(annotation)?.[1]
  );
}

/** Makes a field of a schema `Optional`, with None where it has no value; false where it cannot. */
export function writeOptionalField(attribute: Attribute, writer: PythonWriter): boolean {
  const { annotation, value } = columnParts(attribute);
  if (!annotation) return false;
  const { text } = attribute.module;
  const now = text.slice(annotation.from, annotation.to);
  writer.replace(annotation, optionalStyle(text)(now, true));
  const end = attribute.range.to;
  if (!value) writer.replace({ from: end, to: end }, ' = None');
  const list = value?.name === 'CallExpression' ? value.getChild('ArgList') : undefined;
  const first = list && childrenOf(list)[1];
  if (list && first) {
    const word = text.slice(first.from, first.to);
    const inside = text.slice(list.from, list.to);
    if (first.name === 'Ellipsis' || word === '...') writer.replace(first, 'None');
    else if (!/\bdefault(?:_factory)?\s*=/u.test(inside) && /^\(\s*(?:\)|\w+\s*=)/u.test(inside))
      writer.replace(
        { from: list.from + 1, to: list.from + 1 },
        `default=None${first.name === ')' ? '' : ', '}`,
      );
  }
  return true;
}
