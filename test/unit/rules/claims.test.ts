import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { checkFiles, rulesFixtures } from '../../support/checked-files.js';
import { claimsOf } from '../../support/claims.js';

/** Words by which a finding claims something of a server. */
const claiming =
  /\b(?:fails?|rewrites?|scans?|reads every row|locks?|blocks?|waits?|cannot run|rejects?)\b/i;

/** Rules that claim something that no fixture can show on a server, and why. */
const unproven: Readonly<Record<string, string>> = {
  'sql-syntax-error': "the finding is the message of PostgreSQL's own parser",
};

describe('what a rule claims of a server', () => {
  for (const { id, title, category } of allRules)
    it(`is shown on one, or there is a reason: ${id}`, async () => {
      const said = [title, ...(await messagesOf(id))];
      const claims = claimsOf(id);
      const claim = said.find((text) => claiming.test(text));
      if (claims.length > 0) assert.ok(!(id in unproven), 'it is shown: drop the reason');
      else if (category === 'locks' || (claim !== undefined && category !== 'history'))
        assert.ok(id in unproven, `write claims.yaml for: ${claim ?? title}`);
    });

  it('has no reason for a rule that is not there', () => {
    const ids = new Set(allRules.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(unproven).filter((id) => !ids.has(id)),
      [],
    );
  });
});

/** What the rule says of its fixtures. */
async function messagesOf(rule: string): Promise<string[]> {
  const folder = path.join(rulesFixtures, rule);
  const names = readdirSync(folder).filter((name) => /^bad(?!.*\.fixed\.py$)/.test(name));
  const messages: string[] = [];
  for (const name of names) {
    const place = path.join(folder, name);
    const files = statSync(place).isDirectory()
      ? readdirSync(place).map((file) => path.join(place, file))
      : [place];
    const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
    const { findings } = await checkFiles(texts);
    for (const finding of findings) if (finding.rule === rule) messages.push(finding.message);
  }
  return messages;
}
