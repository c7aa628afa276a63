import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LineMap } from '../../../src/core/python/lines.js';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { applyFixes } from '../../../src/core/rules/apply-edits.js';
import type { Fix } from '../../../src/core/rules/finding.js';
import { checkFiles, type CheckedFiles } from '../../support/checked-files.js';
import { fixturesOf, type RuleFixture } from '../../support/rule-fixtures.js';
import { pythonErrors } from '../../support/python-ast.js';
import { configurationFor } from '../../support/rule-configuration.js';
import type { Configuration } from '../../../src/core/rules/configuration.js';

describe('the fixtures of the rules', () => {
  const fixed: [string, string][] = [];

  for (const rule of allRules) {
    const { id } = rule;
    it(id, async () => {
      const configuration = configurationFor(rule);
      const all = fixturesOf(id);
      const expecting = all.filter(({ files }) =>
        [...files.values()].some((text) => expected(text).some((line) => line.endsWith(` ${id}`))),
      );
      assert.ok(expecting.length > 0, 'no fixture triggers it');
      assert.ok(expecting.length < all.length, 'no fixture leaves it quiet');
      for (const fixture of all) {
        const checked = await checkFiles(fixture.files, configuration);
        agree(fixture, checked);
        await fixesHold(fixture, checked, configuration);
      }
    });
  }

  it('are Python again after each fix', () => {
    assert.ok(fixed.length > 0);
    assert.deepEqual(pythonErrors(fixed), []);
  });

  /** Each fix alone, and the first ones of all findings together, silence the rule. */
  async function fixesHold(
    { rule, name, files }: RuleFixture,
    checked: CheckedFiles,
    configuration: Configuration,
  ): Promise<void> {
    const own = checked.findings.filter((finding) => finding.rule === rule);
    const count = own.length;
    for (const finding of own)
      for (const fix of finding.fixes) {
        const after = fixedBy([fix], files, checked);
        if (!after) continue;
        const left = (await checkFiles(after, configuration)).findings.filter(
          (one) => one.rule === rule,
        ).length;
        assert.ok(left < count, `${name}: "${fix.title}" leaves the finding`);
      }
    const first = own.flatMap(({ fixes }) => fixes[0] ?? []);
    const after = first.length > 0 ? fixedBy(first, files, checked) : undefined;
    if (!after || files.size !== 1) return;
    const [[file, text] = ['', '']] = after;
    const wanted = file.replace(/\.py$/, '.fixed.py');
    if (process.env['UPDATE_FIXTURES'] !== undefined) writeFileSync(wanted, text);
    assert.equal(text, readFileSync(wanted, 'utf8'), wanted);
  }

  function fixedBy(fixes: readonly Fix[], files: RuleFixture['files'], { texts }: CheckedFiles) {
    const { files: edited } = applyFixes(fixes, (file) => texts.get(file));
    const after = new Map(files);
    for (const [file, text] of edited) {
      if (text === undefined) after.delete(file);
      else {
        after.set(file, text);
        fixed.push([`${file}: ${fixes[0]?.title ?? ''}`, text]);
      }
    }
    return after.size === files.size ? after : undefined;
  }
});

/** What is found is what is expected, no more and no less. */
function agree({ files, name }: RuleFixture, { findings, texts }: CheckedFiles): void {
  for (const [file, text] of files) {
    const lines = new LineMap(texts.get(file) ?? text);
    const found = findings
      .filter((finding) => finding.file === file)
      .map(({ rule, range }) => `${lines.line(range.from)} ${rule}`);
    assert.deepEqual([...new Set(found)].sort(), expected(text), `${name}, ${path.basename(file)}`);
  }
}

/** `# expect: a, b` speaks of its line, alone on a line of the next one; in SQL it begins with `--`. */
function expected(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => {
      const [, before = '', ids = ''] = /^(.*?)(?:#|--) expect: ([\w, -]+)$/.exec(line) ?? [];
      const at = before.trim() === '' ? index + 2 : index + 1;
      return ids === '' ? [] : ids.split(',').map((id) => `${at} ${id.trim()}`);
    })
    .sort();
}
