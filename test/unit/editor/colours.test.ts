import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rowLabels } from '../../../src/editor/tree/tree-labels.js';
import { VERDICT_LOOKS } from '../../../src/editor/shared/verification-sum.js';
import { verificationHtml } from '../../../src/editor/panels/verification-html.js';
import { connectedAt, numbered, projectState } from './project-states.js';

type Kind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';
interface Manifest {
  readonly contributes: {
    readonly colors: readonly { readonly id: string; readonly defaults: Record<Kind, string> }[];
  };
}

/** What our colours stand on: editors and side bars of VS Code's own themes. */
const BACKGROUNDS: Readonly<Record<Kind, readonly string[]>> = {
  light: ['#ffffff', '#f8f8f8', '#fafafd', '#f3f3f3'],
  dark: ['#1f1f1f', '#181818', '#1e1e1e', '#252526'],
  highContrast: ['#000000'],
  highContrastLight: ['#ffffff'],
};

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { colors } = manifest.contributes;

/** Relative luminance by WCAG 2.1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

describe('the colours of verdicts', () => {
  it('can be read in every theme: contrast 4.5 at least', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    let least = Number.POSITIVE_INFINITY;
    for (const { id, defaults } of colors) {
      for (const [kind, backgrounds] of Object.entries(BACKGROUNDS) as [Kind, string[]][]) {
        for (const background of backgrounds) {
          const ratio = contrast(defaults[kind], background);
          least = Math.min(least, ratio);
          assert.ok(ratio >= 4.5, `${id} in ${kind} on ${background}: ${ratio.toFixed(2)}`);
        }
      }
    }
    console.log(`      least contrast ${least.toFixed(2)}`);
  });

  it('are what texts and icons use', async () => {
    const own = new Set(colors.map(({ id }) => id));
    const readable = [...own, 'descriptionForeground'];
    for (const { colour } of Object.values(VERDICT_LOOKS)) assert.ok(readable.includes(colour));
    const applied = connectedAt(await projectState(numbered(2)), '002');
    const label = rowLabels(applied);
    for (const revision of ['001', '002'])
      assert.ok(own.has(label({ kind: 'revision', project: 'key', revision }).colour ?? ''));
    const html = verificationHtml([], { nonce: '', titles: new Map(), database: '' });
    const used = [...html.matchAll(/color: var\(--vscode-(alembicPilot-\w+)\)/gu)].map(
      ([, name = '']) => name.replace('-', '.'),
    );
    assert.ok(used.length >= 4);
    for (const id of used) assert.ok(own.has(id), id);
    assert.doesNotMatch(html, /testing-icon|errorForeground/u);
  });
});
