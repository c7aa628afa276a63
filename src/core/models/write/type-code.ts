import { lastPart } from '../../changes/arguments.js';
import type { KnownSchema } from '../../changes/known-schema.js';
import { childrenOf } from '../../python/nodes.js';
import type { Attribute } from '../python-class.js';
import type { ClassStyle } from './class-style.js';
import { columnParts } from './column-parts.js';
import { pythonType } from './python-type.js';
import type { PythonWriter } from './python-writer.js';
import { sqlalchemyName } from './sqlalchemy-name.js';

/**
 * Gives a column another type, in its annotation too where that says another Python type; false
 * where it cannot be written.
 *
 * @param printed as `format_type` prints it
 */
export function writeType(
  attribute: Attribute,
  printed: string,
  schema: KnownSchema,
  style: ClassStyle,
  writer: PythonWriter,
): boolean {
  const { annotation, call, type } = columnParts(attribute);
  const rendered = sqlalchemyName(printed, schema);
  const value = pythonType(printed);
  if (rendered === undefined || (style.kind === 'sqlmodel' && type === undefined)) return false;
  const implied = style.kind === 'mapped' && style.implied(value) === printed;
  const list = call?.getChild('ArgList');
  if (type) writer.replace(type, rendered);
  else if (!implied && list) {
    const parts = childrenOf(list);
    const label = parts[1]?.name === 'String' ? parts[1] : undefined;
    const at = label ? label.to : list.from + 1;
    const more = parts.length > (label ? 3 : 2);
    const code = label ? `, ${rendered}` : more ? `${rendered}, ` : rendered;
    writer.replace({ from: at, to: at }, code);
  } else if (!implied && !call && annotation) {
    const end = attribute.range.to;
    writer.replace({ from: end, to: end }, ` = ${style.callee}(${rendered})`);
  } else if (!implied) return false;
  if (annotation && attribute.annotation) {
    const inner = attribute.annotation;
    const { text } = attribute.module;
    const now = text.slice(annotation.from, annotation.to);
    const optional = /^(?:\w+\.)*Optional\[|\|\s*None$|^None\s*\|/u.test(now);
    const said = now.replaceAll(/^(?:\w+\.)*Optional\[|\]$|\s*\|\s*None$|^None\s*\|\s*/gu, '');
    if (
      inner.path !== undefined &&
      simple.has(said) &&
      lastPart(said) !== lastPart(value.replaceAll(/[⟨⟩]/gu, ''))
    )
      writer.replace(annotation, style.optional(value, optional));
  }
  return true;
}

/** Annotations that say no more than a Python type. */
const simple: ReadonlySet<string> = new Set(
  'bool bytes float int str Decimal decimal.Decimal date datetime time timedelta datetime.date datetime.datetime datetime.time datetime.timedelta UUID uuid.UUID'.split(
    ' ',
  ),
);
