import type { ModelsJson } from './models-json.js';

/** What models declare and what is left to do, for people. */
export function modelsText({ tables, schemas, todo }: ModelsJson): string {
  if (tables.length === 0)
    return 'No models found. `models:` in .alembic-pilot.yaml says which folders hold them.\n';
  return [
    'Models',
    ...tables.map(
      ({ table, model, columns, imported, incomplete, file, line }) =>
        `  ${model ?? 'Table'} (${table}): ${columns.length} columns, ${file}:${line}` +
        (imported === false ? '; env.py does not lead to it' : '') +
        incomplete.map((reason) => `; maybe more: ${reason}`).join(''),
    ),
    '',
    'Schemas',
    ...schemas.map(
      ({ schema, model, table, role, because, file, line }) =>
        `  ${schema} ${role} ${model ?? table}, ${file}:${line}: ${because}`,
    ),
    '',
    ...(todo.length === 0 ? ['Nothing is left to do.'] : ['To do']),
    ...todo.flatMap(({ revision, findings }) => [
      revision === null ? '  Of no revision' : `  Revision ${revision}`,
      ...findings.flatMap(({ file, line, column, severity, message, rule, fixes }) => [
        `    ${file}:${line}:${column}: ${severity}: ${message} [${rule}]`,
        ...fixes.map(({ title }) => `      Fix: ${title}`),
      ]),
    ]),
    '',
  ].join('\n');
}
