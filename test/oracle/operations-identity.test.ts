import assert from 'node:assert/strict';
import { runPython } from '../../scripts/oracle/run-python.js';
import { readRevision } from '../../src/core/revisions/read-revision.js';
import { identitySpellings } from '../support/identity-spellings.js';

describe('the identity of a revision', () => {
  it('is what running the file binds', async () => {
    const texts = Object.keys(identitySpellings);
    const answer = (await runPython('python3', 'identity.py', { texts })) as {
      readonly results: readonly unknown[];
    };
    const ours = texts.map((text) => {
      const read = readRevision('/p/0001_a.py', text);
      if (!('revision' in read)) return undefined;
      const { revision, down, branchLabels, dependsOn, message } = read.revision;
      return [revision, down, branchLabels, dependsOn, message];
    });
    assert.deepEqual(ours, answer.results);
  });
});
