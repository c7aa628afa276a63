import assert from 'node:assert/strict';
import { disagreements } from '../../../scripts/peers/compare.js';
import { hazardsOf } from '../../../scripts/peers/rule-hazards.js';
import { keyOf, readStatements, readTruth } from '../../../scripts/peers/statements.js';
import { ours } from '../../../scripts/peers/tools.js';

/** `npm run peers` measures the truth; this holds the rules against what it wrote. */
describe('statements whose effects were measured', () => {
  const truths = readTruth();
  const all = readStatements();

  it('are enough, and all of them were measured', () => {
    assert.ok(all.length >= 200);
    for (const [major, truth] of Object.entries(truths)) {
      const wanted = all.filter(({ from = 10 }) => from <= Number(major));
      assert.deepEqual(Object.keys(truth).sort(), wanted.map(keyOf).sort(), major);
    }
  });

  for (const major of [15, 18])
    it(`are told as PostgreSQL ${major} answers them, save those that say why not`, async () => {
      const statements = all.filter(
        ({ from = 10, hidden }) => from <= major && hidden === undefined,
      );
      const answers = await ours(statements, major);
      const wrong = statements.flatMap((statement, index) => {
        const truth = truths[major]?.[keyOf(statement)] ?? { hazards: [] };
        const rules = answers[index] ?? [];
        const hazards = hazardsOf('alembic-pilot', rules);
        const found = disagreements({ statement, truth, rules, hazards });
        const explained = statement.differs !== undefined;
        return found.length > 0 === explained
          ? []
          : [`${keyOf(statement)}: ${found.join(', ') || 'agrees by now: drop `differs`'}`];
      });
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
});
