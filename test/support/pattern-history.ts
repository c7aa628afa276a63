import { allPatterns } from '../../src/core/patterns/all-patterns.js';
import { insertPattern } from '../../src/core/patterns/insert.js';
import type { Pattern, Values } from '../../src/core/patterns/pattern.js';
import { renderPattern } from '../../src/core/patterns/render.js';
import { parsePython } from '../../src/core/python/parse.js';
import { readModuleBody } from '../../src/core/revisions/read-body.js';
import { applyEdits } from '../../src/core/rules/apply-edits.js';
import type { PatternCase } from './pattern-cases.js';

/** @throws Error where there is no such pattern */
export function patternOf(id: string): Pattern {
  const pattern = allPatterns.find((each) => each.id === id);
  if (!pattern) throw new Error(`there is no pattern ${id}`);
  return pattern;
}

/**
 * A migration's text with a pattern in it.
 *
 * @param text `|` stands for the cursor
 * @throws Error where it is refused
 */
export function withPattern(text: string, id: string, values: Values): string {
  const at = text.indexOf('|');
  const bare = text.replace('|', '');
  const module = parsePython(bare);
  const source = { file: 'r2.py', text: bare, module, body: readModuleBody(module) };
  const rendered = renderPattern(patternOf(id), values);
  const result = insertPattern(source, rendered, at < 0 ? undefined : at);
  if ('refused' in result) throw new Error(result.refused);
  const { file } = source;
  return applyEdits(
    bare,
    result.edits.map((edit) => ({ kind: 'replace', file, ...edit })),
  );
}

/** Two revisions: what is there before, and one that holds nothing but the pattern. */
export function historyOf({ before, pattern, values }: PatternCase) {
  const empty = `"""the pattern"""\nfrom alembic import op\n\nrevision = 'r2'\ndown_revision = 'r1'\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;
  const setup = before.map((sql) => `    op.execute(${JSON.stringify(escaped(sql))})\n`).join('');
  const first = `"""before"""\nfrom alembic import op\n\nrevision = 'r1'\ndown_revision = None\n\n\ndef upgrade():\n${setup}\n\ndef downgrade():\n    raise NotImplementedError("the first of a test")\n`;
  return {
    pattern: patternOf(pattern),
    texts: [
      { id: 'r1', text: first },
      { id: 'r2', down: 'r1', text: withPattern(empty, pattern, values) },
    ],
  };
}

/** Colons of names are no parameters. */
const escaped = (sql: string) => sql.replace(/(?<![:\w]):(?=\w)/gu, '\\:');
