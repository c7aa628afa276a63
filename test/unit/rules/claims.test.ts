import assert from 'node:assert/strict';
import { allRules } from '../../../src/core/rules/all-rules.js';
import type { Rule } from '../../../src/core/rules/rule.js';
import { checkFiles } from '../../support/checked-files.js';
import { claimsOf } from '../../support/claims.js';
import { configurationFor } from '../../support/rule-configuration.js';
import { fixturesOf } from '../../support/rule-fixtures.js';

/** Words by which a finding claims something of a server. */
const claiming =
  /\b(?:fails?|rewrites?|scans?|reads every row|locks?|blocks?|waits?|cannot run|rejects?)\b/i;

/** Rules that claim something that no fixture can show on a server, and why. */
const unproven: Readonly<Record<string, string>> = {
  'breaks-offline-mode': '`alembic upgrade --sql` talks to no server',
  'enum-sync-rewrites': 'the operation is that of a package which is not installed here',
  'guard-ignored': 'what fails is an Alembic before 1.16, and no server is asked',
  'relationship-not-mirrored': 'it speaks of models, which SQLAlchemy configures without a server',
  'sql-syntax-error': "the finding is the message of PostgreSQL's own parser",
  unanalyzable: 'it says what was not read, not what a server does',
};

describe('what a rule claims of a server', () => {
  for (const rule of allRules) {
    const { id, title, category } = rule;
    it(`is shown on one, or there is a reason: ${id}`, async () => {
      const said = [title, ...(await messagesOf(rule))];
      const claims = claimsOf(id);
      const claim = said.find((text) => claiming.test(text));
      if (claims.length > 0) assert.ok(!(id in unproven), 'it is shown: drop the reason');
      else if (category === 'locks' || (claim !== undefined && category !== 'history'))
        assert.ok(id in unproven, `write claims.yaml for: ${claim ?? title}`);
    });
  }

  it('has no reason for a rule that is not there', () => {
    const ids = new Set(allRules.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(unproven).filter((id) => !ids.has(id)),
      [],
    );
  });
});

/** What the rule says of its fixtures. */
async function messagesOf(rule: Rule): Promise<string[]> {
  const configuration = configurationFor(rule);
  const messages: string[] = [];
  for (const { files } of fixturesOf(rule.id)) {
    const { findings } = await checkFiles(files, configuration);
    for (const finding of findings) if (finding.rule === rule.id) messages.push(finding.message);
  }
  return messages;
}
