import type { PythonValue, StringValue } from './value.js';

/** Calls that are their first argument, as far as its text goes. */
const textCalls = new Set([
  'sqlalchemy.text',
  'sqlalchemy.sql.text',
  'sqlalchemy.sql.expression.text',
  'sqlalchemy.DDL',
  'sqlalchemy.schema.DDL',
  'sqlalchemy.literal_column',
  'sqlalchemy.sql.literal_column',
  'sqlalchemy.sql.quoted_name',
  'sqlalchemy.quoted_name',
  'sqlmodel.text',
  'alembic.op.f',
  'alembic.op.inline_literal',
  'sa.text',
  'text',
  'op.f',
  'str',
]);

/** Methods that change how a text is sent, not the text. */
const textMethods = new Set([
  'bindparams',
  'columns',
  'execution_options',
  'params',
  'label',
  'self_group',
]);

/**
 * The string in `"…"`, `sa.text("…")`, `sa.text("…").bindparams(…)`, `op.f("…")`; undefined for
 * anything that is no string with at least one known part.
 */
export function asText(value: PythonValue | undefined): StringValue | undefined {
  let current = value;
  while (current?.kind === 'call') {
    const { path, receiver, method } = current;
    if (receiver && method !== undefined && (textMethods.has(method) || method === 'f')) {
      current = method === 'f' ? current.args[0] : receiver;
    } else if (path !== undefined && textCalls.has(path)) {
      current = current.args[0] ?? current.keywords.find(({ name }) => name === 'text')?.value;
    } else return undefined;
  }
  return current?.kind === 'string' ? current : undefined;
}

/** The same where every character is known. */
export function literalText(value: PythonValue | undefined): string | undefined {
  const text = asText(value);
  return text?.holes.length === 0 ? text.value : undefined;
}
