import type { Attribute, PythonClass } from '../python-class.js';
import type { PythonWriter } from './python-writer.js';

/** Puts a statement into the body of a class, behind another one, as far indented. */
export function insertBehind(after: Attribute, code: string, writer: PythonWriter): void {
  const { from, to } = after.range;
  const { text } = after.module;
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  writer.lineAfter(to, (/^\s*/u.exec(line)?.[0] ?? '    ') + code);
}

/** The last attribute of a class itself that is one of these. */
export function lastOwn(
  subject: PythonClass,
  among: readonly (Attribute | undefined)[],
): Attribute | undefined {
  return [...subject.attributes.values()]
    .filter((one) => among.includes(one))
    .sort((a, b) => a.range.from - b.range.from)
    .at(-1);
}
