/** The scheme of the read-only documents that hold the rules' pages, which come with the extension. */
export const RULE_PAGE_SCHEME = 'alembic-pilot-rule';

/** Findings that no rule stands for; a test holds this against the rules and their pages. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set([
  'configuration',
  'postgres-version',
  'unreadable-file',
]);

/** The path of a rule's page in that scheme; undefined for a finding that no rule stands for. */
export function rulePagePath(rule: string): string | undefined {
  return WITHOUT_PAGE.has(rule) ? undefined : `/${rule}.md`;
}
