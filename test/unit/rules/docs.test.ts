import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { ruleIndex, withRuleTable } from '../../../scripts/rule-docs.js';
import { checkFiles, rulesFixtures } from '../../support/checked-files.js';
import { configurationFor } from '../../support/rule-configuration.js';
import type { Rule } from '../../../src/core/rules/rule.js';

const folder = path.resolve(import.meta.dirname, '../../../docs/rules');
const source = path.resolve(import.meta.dirname, '../../../src/core/rules');

describe('the rules and their pages', () => {
  it('are all in the index, each once', () => {
    const ids = allRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const files = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(path.join(source, name)))
      .map((file) => file.replace(/\.ts$/, ''));
    assert.deepEqual([...ids].sort(), files.sort());
  });

  it('have a page and fixtures each, and nothing else has', () => {
    const ids = allRules.map(({ id }) => id).sort();
    const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
    assert.deepEqual(pages.filter((name) => name !== 'README').sort(), ids);
    const fixtures = readdirSync(rulesFixtures, { withFileTypes: true });
    const names = fixtures.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(names.sort(), ids);
  });

  it('are listed in README.md as `npm run rule-docs` writes it', () => {
    const readme = readFileSync(path.join(folder, '../../README.md'), 'utf8');
    assert.ok(allRules.every(({ id }) => readme.includes(`docs/rules/${id}.md`)));
    assert.equal(readme, withRuleTable(readme, allRules));
  });

  it('are listed in docs/rules/README.md as `npm run rule-docs` writes it', () => {
    assert.equal(readFileSync(path.join(folder, 'README.md'), 'utf8'), ruleIndex(allRules));
  });

  for (const rule of allRules) {
    const { id, title } = rule;
    it(`show what ${id} finds, and what it leaves alone`, async () => {
      const file = path.join(folder, `${id}.md`);
      assert.ok(existsSync(file));
      const page = readFileSync(file, 'utf8');
      assert.ok(page.startsWith(`# ${id}\n\n**${title}.**\n`), 'begins with id and title');
      const instead = blocksUnder(page, 'Instead of');
      const use = blocksUnder(page, 'Use');
      assert.ok(instead.length > 0 && use.length > 0);
      for (const block of instead) assert.ok(await triggers(block, rule), `quiet at:\n${block}`);
      for (const block of use) assert.ok(!(await triggers(block, rule)), `triggered by:\n${block}`);
    });
  }
});

function blocksUnder(page: string, heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/```python\n([^]*?)```/g)].map(([, block = '']) => block);
}

async function triggers(block: string, rule: Rule): Promise<boolean> {
  const { findings } = await checkFiles(filesOf(block), configurationFor(rule));
  return findings.some((finding) => finding.rule === rule.id);
}

const header = `import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'example'
down_revision = 'base'


`;

/** Whole files after `# name.py` lines, functions, or the body of upgrade(). */
function filesOf(block: string): ReadonlyMap<string, string> {
  const parts = block.split(/^# ([\w/]+\.py(?:\.applied)?)\n/m);
  if (parts.length > 1)
    return new Map(
      parts.flatMap((name, at) =>
        at % 2 === 1 ? [[`/project/alembic/versions/${name}`, parts[at + 1] ?? ''] as const] : [],
      ),
    );
  const whole = /^(?:def|revision\b)/m.test(block);
  const body = block.replace(/^(?=.)/gm, '    ');
  const functions = whole
    ? block
    : `def upgrade():\n${body}\n\ndef downgrade():\n    raise NotImplementedError("an example")\n`;
  const text = /^revision\b/m.test(block) ? block : header + functions;
  return new Map([['/project/alembic/versions/example.py', text]]);
}
