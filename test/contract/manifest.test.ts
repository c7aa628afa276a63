import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRuleSetting } from '../../scripts/rule-docs.js';
import { allRules } from '../../src/core/rules/all-rules.js';
import { COMMANDS } from '../../src/editor/shared/command-ids.js';

const root = join(import.meta.dirname, '..', '..');

interface Entry {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly icon: string;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly views: { readonly alembicPilot: readonly { readonly id: string }[] };
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;

describe('the manifest', () => {
  it('contributes exactly the commands that the code has', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values(COMMANDS).sort(),
    );
    assert.deepEqual(
      [...new Set(contributes.commands.map(({ category }) => category))],
      ['Alembic'],
    );
  });

  it('names only its own commands in menus, once in each group', () => {
    const known = new Set<string>(Object.values(COMMANDS));
    for (const [menu, entries] of Object.entries(contributes.menus)) {
      for (const { command } of entries) assert.ok(known.has(command), `${menu}: ${command}`);
    }
  });

  it('asks only for context keys that the code sets', () => {
    const code = readFileSync(join(root, 'src/editor/context-keys.ts'), 'utf8');
    const set = [...code.matchAll(/^ {4}(\w+)[:,]/gmu)].map(
      ([, key]) => `alembicPilot.${key ?? ''}`,
    );
    const views = contributes.views.alembicPilot.map(({ id }) => id);
    const asked = JSON.stringify(contributes).matchAll(/"(?:when|enablement)":"([^"]*)"/gu);
    for (const [, when = ''] of asked) {
      for (const [key] of when.matchAll(/alembicPilot\.\w+/gu)) {
        assert.ok(set.includes(key) || views.includes(key), `${key} in ${when}`);
      }
    }
  });

  it('has links only to commands that exist in welcome content', () => {
    const known = new Set<string>(Object.values(COMMANDS));
    for (const { contents } of contributes.viewsWelcome) {
      for (const [, command = ''] of contents.matchAll(/\(command:([\w.]+)\)/gu)) {
        assert.ok(known.has(command) || !command.startsWith('alembicPilot'), command);
      }
    }
  });

  it('restricts every setting that reaches a command line', () => {
    assert.deepEqual(
      [...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
      Object.keys(contributes.configuration.properties)
        .filter((key) => key.startsWith('alembicPilot.runner.'))
        .sort(),
    );
  });

  it('offers the severities of all rules, as `npm run rule-docs` writes them', () => {
    assert.equal(text, withRuleSetting(text, allRules));
  });

  it('has its pictures', () => {
    const icons = contributes.viewsContainers.activitybar.map(({ icon }) => icon);
    for (const file of [manifest.icon, ...icons]) assert.ok(existsSync(join(root, file)), file);
  });
});
