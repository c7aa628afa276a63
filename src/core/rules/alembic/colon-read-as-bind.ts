import type { SyntaxNode } from '@lezer/common';
import type { StringValue } from '../../python/value.js';
import { toSource } from '../../sql/offsets.js';
import { tokensOf } from '../../sql/tokens.js';
import type { FileEdit } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { sentTexts, type SentText } from '../sent-texts.js';

/** https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text */
export const colonReadAsBind: RuleOn<'revision'> = {
  id: 'colon-read-as-bind',
  title: 'A colon in SQL that SQLAlchemy takes for a parameter',
  category: 'alembic',
  severity: 'error',
  on: 'revision',
  *check(migration) {
    const { upgrade, downgrade } = migration.body;
    for (const operation of [...(upgrade?.operations ?? []), ...(downgrade?.operations ?? [])])
      for (const sent of sentTexts(migration, operation)) {
        const { value, inDefinition } = sent;
        const missing = withoutValue(sent);
        const literal = missing.filter(({ index }) => isNoParameter(value.value, index));
        const [first] = literal.length > 0 ? literal : missing;
        if (!first) continue;
        const [word, name = ''] = first;
        const place = { from: first.index, to: first.index + word.length };
        const edits = literal.flatMap(({ index }) => escapeAt(migration, value, index) ?? []);
        yield {
          at: toSource(place, value.pieces, value.range),
          message: `SQLAlchemy takes \`${word}\` for a parameter, and nothing gives it a value: ${inDefinition ? 'it puts NULL in its place' : 'this fails'}.`,
          help:
            literal.length > 0
              ? `Write \`\\\\${word}\`, in a raw string \`\\${word}\`: that is a colon.`
              : `Give it a value: \`sa.text("…").bindparams(${name}=…)\`; if it is no parameter, escape the colon: \`\\\\${word}\`.`,
          fixes:
            literal.length > 0 && edits.length === literal.length
              ? [{ title: 'Escape the colon', safety: 'safe', edits }]
              : [],
        };
      }
  },
};

/** SQLAlchemy's own pattern. */
const parameter = /(?<![:\w\\]):(\w+)(?!:)/gu;

const withoutValue = ({ value: { value, holes }, given }: SentText) =>
  [...value.matchAll(parameter)].filter(
    ({ index, 0: word, 1: name = '' }) =>
      !given.has(name) && !holes.some(({ from, to }) => from < index + word.length && index < to),
  );

/** Inside a string or a comment, or the bound of a slice, a colon is a colon. */
function isNoParameter(sql: string, index: number): boolean {
  const next = sql[index + 1] ?? '';
  if (/\d/.test(next) || /\[\s*$/.test(sql.slice(0, index))) return true;
  for (const { kind, from, to } of tokensOf(sql))
    if (from <= index && index < to) return kind === 'string' || kind === 'comment';
  return false;
}

/** Puts a backslash before the colon, as its string literal writes one. */
function escapeAt(
  { module, file, text }: Migration,
  { pieces }: StringValue,
  index: number,
): FileEdit | undefined {
  const piece = pieces.find(({ value, length }) => value <= index && index < value + length);
  const at = piece && piece.source + index - piece.value;
  if (at === undefined || text[at] !== ':') return undefined;
  let node: SyntaxNode | null = module.tree.resolveInner(at, 1);
  while (node && !/String$/.test(node.name)) node = node.parent;
  if (!node) return undefined;
  const raw = /^[a-z]*r[a-z]*['"]/i.test(text.slice(node.from, node.from + 5));
  return { kind: 'replace', file, range: { from: at, to: at }, text: raw ? '\\' : '\\\\' };
}
