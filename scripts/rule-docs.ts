/** Writes docs/rules/README.md, the index of the rules' pages, their table in README.md, and their names in the settings. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../src/core/rules/all-rules.js';
import type { Category, Rule } from '../src/core/rules/rule.js';

const headings: Readonly<Record<Category, string>> = {
  checklist: 'The pre-apply checklist',
  locks: 'Locks, scans and rewrites',
  loss: 'Data loss and running clients',
  design: 'Types and design',
  alembic: 'Alembic and PostgreSQL together',
  history: 'History',
  models: 'Models and schemas',
};

/** The text of the index. */
export function ruleIndex(rules: readonly Rule[]): string {
  const sections = (Object.keys(headings) as Category[]).flatMap((category) => {
    const own = rules.filter((rule) => rule.category === category);
    if (own.length === 0) return [];
    const rows = own.map(({ id, title, severity }) => [`[\`${id}\`](${id}.md)`, severity, title]);
    return ['', `## ${headings[category]}`, '', ...table([['rule', 'severity', 'finds'], ...rows])];
  });
  return [
    '# The rules',
    '',
    'Severities are those of the preset `recommended`. `.alembic-pilot.yaml` changes them, and',
    '`# alembic-pilot: ignore[rule-id] reason` suppresses a finding; see [the settings](../checking.md).',
    '',
    '![Findings in a migration and in the Problems view](../images/tour-problems-dark.png)',
    ...sections,
    '',
  ].join('\n');
}

/** A Markdown table with columns of one width, as Prettier writes it. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell, at) => cell.padEnd(widths[at] ?? 0)),
  );
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

/** README.md with the table of all rules, a row for each category. */
export function withRuleTable(readme: string, rules: readonly Rule[]): string {
  const rows = (Object.keys(headings) as Category[]).flatMap((category) => {
    const own = rules.filter((rule) => rule.category === category);
    const links = own.map(({ id }) => `[\`${id}\`](docs/rules/${id}.md)`);
    return own.length === 0 ? [] : [`- **${headings[category]}**: ${links.join(', ')}`];
  });
  return readme.replace(
    /(<!-- rules -->\n)[^]*?(\n<!-- \/rules -->)/,
    (_, start: string, end: string) => `${start}\n${rows.join('\n')}\n${end}`,
  );
}

/** The manifest with the setting that names all rules. */
export function withRuleSetting(manifest: string, rules: readonly Rule[]): string {
  const parsed = JSON.parse(manifest) as {
    contributes: {
      configuration: { properties: Record<string, { propertyNames?: unknown }> };
    };
  };
  const setting = parsed.contributes.configuration.properties['alembicPilot.check.rules'];
  if (!setting) throw new Error('the manifest has no setting for the severities of rules');
  setting.propertyNames = {
    enum: rules.map(({ id }) => id),
    enumDescriptions: rules.map(({ title }) => title),
  };
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

const invoked =
  process.argv[1] !== undefined && import.meta.filename === path.resolve(process.argv[1]);
if (invoked) {
  const file = path.resolve(import.meta.dirname, '../docs/rules/README.md');
  writeFileSync(file, ruleIndex(allRules));
  const readme = path.resolve(import.meta.dirname, '../README.md');
  writeFileSync(readme, withRuleTable(readFileSync(readme, 'utf8'), allRules));
  const manifest = path.resolve(import.meta.dirname, '../package.json');
  writeFileSync(manifest, withRuleSetting(readFileSync(manifest, 'utf8'), allRules));
}
