import assert from 'node:assert/strict';
import { runFuzz } from '../../scripts/fuzz/run-fuzz.js';

describe('files that no one wrote like that', () => {
  it('are read without an error and without delay', async function () {
    this.timeout(30 * 60_000);
    const count = Number(process.env['ALEMBIC_PILOT_FUZZ'] ?? 100_000);
    const seed = Number(process.env['ALEMBIC_PILOT_FUZZ_SEED'] ?? 20_260_101);
    const { tried, failures } = await runFuzz(count, seed);
    console.log(`      ${tried} inputs of seed ${seed}, ${failures.length} failures`);
    const said = failures.map(({ input, problem }) => `${input}: ${problem}`);
    assert.deepEqual(said, []);
    assert.equal(tried, count);
  });
});
