import type { FindingJson } from './findings-json.js';

const commands = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const;

/**
 * A finding as a workflow command, which GitHub shows beside the code. Columns are left out where the
 * finding spans lines: GitHub takes them for one line only.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function findingGithub(finding: FindingJson): string {
  const { severity, file, line, column, endLine, endColumn, rule, message, help } = finding;
  const place = { file, line, endLine };
  const columns = { col: column, endColumn };
  const properties = { ...place, ...(line === endLine ? columns : {}), title: rule };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${commands[severity]} ${written.join(',')}::${data(`${message}\n${help}`)}`;
}

const data = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (value: string | number) =>
  data(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
