import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { runPython } from '../../scripts/oracle/run-python.js';
import { decodePython } from '../../src/core/python/decode.js';
import { proveNotPython } from '../../src/core/python/proof.js';

interface Answer {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly mutants: readonly (readonly [text: string, accepted: boolean])[];
}

describe('the proof that a text is not Python', function () {
  this.timeout(10 * 60_000);
  let answer: Answer;

  before(async () => {
    const task = { seed: 20_260_101, mutants: 4000 };
    answer = (await runPython('python3', 'not_python.py', task)) as Answer;
  });

  it("accuses no file of Python's library", async () => {
    const accused: string[] = [];
    for (const file of answer.accepted) {
      const proof = proveNotPython(decodePython(await readFile(file)).text);
      if (proof) accused.push(`${file}:${proof.line}: ${proof.reason}`);
    }
    console.log(
      `      ${answer.accepted.length} files that Python parses, ${accused.length} accused`,
    );
    assert.deepEqual(accused, []);
    assert.ok(answer.accepted.length > 500);
  });

  it('accuses no mutant that Python parses, and most of the others', () => {
    const accused = answer.mutants.filter(([text, accepted]) => accepted && proveNotPython(text));
    assert.deepEqual(
      accused.map(([text]) => proveNotPython(text)),
      [],
    );
    const broken = answer.mutants.filter(([, accepted]) => !accepted);
    const proven = broken.filter(([text]) => proveNotPython(text));
    console.log(`      ${proven.length} of ${broken.length} broken mutants proven`);
    assert.ok(proven.length > 0.85 * broken.length);
  });
});
