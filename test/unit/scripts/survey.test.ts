import assert from 'node:assert/strict';
import path from 'node:path';
import { drawSample } from '../../../scripts/survey/sample.js';
import { surveyFolder } from '../../../scripts/survey/survey-folder.js';
import { sampledText, surveyText } from '../../../scripts/survey/survey-text.js';

const example = path.resolve('example/hartomat');

describe('the survey of histories', () => {
  const words = ['ant', 'asp', 'bee', 'bat', 'bug', 'cat'];
  const kind = (word: string) => word.charAt(0);

  it('draws one of each kind first', () => {
    for (let seed = 0; seed < 50; seed++) {
      const drawn = drawSample(words, kind, 3, seed);
      assert.deepEqual(drawn.map(kind).sort(), ['a', 'b', 'c']);
    }
  });

  it('draws the same for the same seed, and something else for others', () => {
    const draw = (seed: number) => drawSample(words, kind, 6, seed).join();
    assert.equal(draw(7), draw(7));
    assert.ok(new Set([1, 2, 3, 4, 5].map(draw)).size > 1);
    assert.deepEqual([...drawSample(words, kind, 6, 7)].sort(), [...words].sort());
  });

  it('reads a project, and shows findings where they stand', async () => {
    const surveys = await surveyFolder(example);
    const [survey] = surveys;
    assert.ok(survey);
    assert.deepEqual(survey.crashes, []);
    assert.ok(survey.coverage.revisions > 0);
    const text = surveyText(surveys);
    assert.match(text, /hartomat \S+: \d+ revisions, \d+ of \d+ operations understood/);
    assert.ok(text.includes(`all ${surveys.length} projects`));
    const [first] = survey.findings;
    assert.ok(first);
    const { finding } = first;
    const shown = sampledText(first, 1);
    assert.ok(shown.startsWith(`## 1 ${finding.file}:`));
    const marked = shown.split('\n').find((line) => line.startsWith('> '));
    const line = first.text.slice(0, finding.range.from).split('\n').length;
    assert.equal(marked, `> ${line}: ${first.text.split('\n')[line - 1] ?? ''}`);
  });
});
