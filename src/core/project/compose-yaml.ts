import { isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { interpolate } from './compose-interpolation.js';
import type { ComposeWarning, Lookup } from './compose-model.js';

/** Stands before a key whose value carries `!override` or `!reset`: it discards earlier files' values. */
export const replacing = '!';

export interface ComposeYaml {
  readonly value: unknown;
  readonly warnings: readonly ComposeWarning[];
}

/**
 * Reads one compose file: anchors and merge keys resolved, variables replaced in values.
 * Broken YAML gives what could be read of it, with a warning per error.
 */
export function readComposeYaml(file: string, text: string, lookup: Lookup): ComposeYaml {
  const lineCounter = new LineCounter();
  const warnings: ComposeWarning[] = [];
  const warn = (offset: number, message: string) => {
    warnings.push({ file, line: lineCounter.linePos(offset).line || 1, message });
  };
  if (isTooDeep(text)) {
    warn(0, `Not a compose file: nested more than ${maximumDepth} levels deep`);
    return { value: undefined, warnings };
  }
  try {
    const document = parseDocument(text, {
      merge: true,
      lineCounter,
      prettyErrors: false,
      logLevel: 'silent',
    });
    for (const error of document.errors) warn(error.pos[0], `Not valid YAML: ${error.message}`);
    visit(document, {
      Scalar(key, node) {
        if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('$')) return;
        const { text: replaced, problems } = interpolate(node.value, lookup);
        node.value = replaced;
        for (const problem of problems) warn(node.range?.[0] ?? 0, problem);
      },
      Pair(_, pair) {
        // Compose has no such keys, and turning them into text takes exponential time.
        if (!isScalar(pair.key)) pair.key = document.createNode('');
        const tag = isNode(pair.value) ? pair.value.tag : undefined;
        if (!isScalar(pair.key) || (tag !== '!reset' && tag !== '!override')) return;
        pair.key.value = replacing + String(pair.key.value);
        if (tag === '!reset') pair.value = null;
      },
    });
    return { value: document.toJS({ maxAliasCount: 1000 }) as unknown, warnings };
  } catch (error) {
    warn(0, `Cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return { value: undefined, warnings };
  }
}

const maximumDepth = 200;

/** The parser takes quadratic time and much stack for such a text. */
function isTooDeep(text: string): boolean {
  if (new RegExp(`(?:[-?] +){${maximumDepth}}`).test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > maximumDepth) return true;
  }
  return false;
}
