import { printIdentifier } from '../../sql/format-type.js';
import type { ObjectName } from '../objects.js';

/** A Python string literal, quoted as `repr` does. */
export function text(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return value.includes("'") && !value.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}

export const list = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;

/** A call with its arguments; those that are undefined are left out. */
export function call(name: string, ...args: readonly (string | undefined)[]): string {
  return `${name}(${args.filter((arg) => arg !== undefined).join(', ')})`;
}

export const keyword = (name: string, value: string | undefined) =>
  value === undefined ? undefined : `${name}=${value}`;

export const schemaOf = ({ schema }: ObjectName, name = 'schema') =>
  schema === undefined ? undefined : `${name}=${text(schema)}`;

/** A name that no naming convention is to be applied to once more. */
export const literalName = (name: string) => `op.f(${text(name)})`;

/** SQLAlchemy takes `:word` for a parameter: escaped it is a colon. */
export const escapeColons = (sql: string) => sql.replace(/(?<![:\w\\]):(?=\w+(?!:))/g, '\\:');

export const sqlText = (sql: string) => `sa.text(${text(escapeColons(sql))})`;

/** `op.execute(…)`, over several lines where the SQL has several. */
export function execute(sql: string): string {
  const escaped = escapeColons(sql.trim());
  if (!escaped.includes('\n')) return `op.execute(${text(escaped)})`;
  const body = escaped.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  return `op.execute("""\n    ${body}\n""")`;
}

/** `op.execute("…")`; a line end in the SQL stays where it is. */
export const executeLine = (sql: string) => `op.execute(${text(escapeColons(sql))})`;

/** `op.execute("""…""")` in the lines that are given; a line end inside of one stays where it is. */
export function executeLines(...lines: readonly string[]): string[] {
  return ['op.execute("""', ...textLines(lines.map(escapeColons)), '""")'];
}

/** What stands between `"""`: SQL as `sa.text` reads it, in the lines that are given. */
export function textLines(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const escaped = line.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
    return `    ${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}`;
  });
}

/** What its lines are run in outside of the migration's transaction. */
export const autocommitBlock = 'with op.get_context().autocommit_block():';

/** A name in SQL, in quotes where it needs them. */
export function sqlName({ schema, name }: ObjectName): string {
  return [...(schema === undefined ? [] : [schema]), name].map(printIdentifier).join('.');
}

export const quoted = printIdentifier;
