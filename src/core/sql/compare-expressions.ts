import { formOf, type Form } from './form.js';
import { as } from './nodes.js';
import { printForm } from './print-form.js';
import type { SqlParser } from './sql-parser.js';

export type Likeness = 'same' | 'different' | 'unsure';

/**
 * Compares an SQL expression that a migration declares with the text PostgreSQL prints of the one
 * it stored. PostgreSQL adds casts and parentheses and rewrites `IN`, `BETWEEN`, `!=` and such: that
 * is *same*. *different* is only said where no reading of the two could mean the same.
 */
export function compareExpressions(
  declared: string,
  stored: string,
  parser: SqlParser | undefined,
): Likeness {
  if (bare(declared) === bare(stored)) return 'same';
  const left = parser && parseExpression(declared, parser);
  const right = parser && parseExpression(stored, parser);
  if (!left || !right) return 'unsure';
  const likeness = compare(normal(left), normal(right));
  return likeness === 'same' && !castsIn(left).every((type) => castsIn(right).includes(type))
    ? 'unsure'
    : likeness;
}

const bare = (sql: string) => sql.replace(/^\((.*)\)$/s, '$1').trim();

/** The form of an expression given as text; undefined where it is none. */
export function parseExpression(sql: string, parser: SqlParser): Form | undefined {
  const parsed = parser.parse(`SELECT ${sql}`);
  const [statement, ...more] = parsed.ok ? parsed.statements : [];
  const targets = as(statement?.node, 'SelectStmt')?.targetList ?? [];
  if (more.length > 0 || targets.length !== 1) return undefined;
  return formOf(as(targets[0], 'ResTarget')?.val);
}

/** Types that something other than a constant is cast to. */
function castsIn(form: Form): string[] {
  if (form.kind === 'apply') return form.args.flatMap(castsIn);
  if (form.kind !== 'cast') return [];
  return [...(form.arg.kind === 'constant' ? [] : [form.type]), ...castsIn(form.arg)];
}

const mirrored: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };

/** Without casts, `a > b` as `b < a`, the parts of AND and OR in one order. */
function normal(form: Form): Form {
  if (form.kind === 'cast') return normal(form.arg);
  if (form.kind !== 'apply') return form;
  const args = form.args.map(normal);
  const op = mirrored[form.op];
  if (op !== undefined) return { kind: 'apply', op, args: args.reverse() };
  if (form.op === 'AND' || form.op === 'OR')
    args.sort((a, b) => ((printForm(a) ?? '') < (printForm(b) ?? '') ? -1 : 1));
  return { ...form, args };
}

function compare(left: Form, right: Form): Likeness {
  if (left.kind === 'opaque' || right.kind === 'opaque') return 'unsure';
  if (left.kind === 'constant' && right.kind === 'constant')
    return compareConstants(left.text, right.text);
  if (left.kind === 'column' && right.kind === 'column')
    return left.name === right.name ? 'same' : 'different';
  // `'{a,b}'` may be `ARRAY['a', 'b']`, a constant what a function gives.
  if (left.kind === 'constant' || right.kind === 'constant') return 'unsure';
  if (sameByLogic(left, right) || sameByLogic(right, left)) return 'unsure';
  if (left.kind !== 'apply' || right.kind !== 'apply') return 'different';
  if (left.op !== right.op || left.args.length !== right.args.length) return 'different';
  const parts = left.args.map((arg, index) => compare(arg, right.args[index] ?? arg));
  return parts.find((part) => part === 'different') ?? parts.find((p) => p === 'unsure') ?? 'same';
}

/** `flag`, `flag = true`, `flag IS TRUE` and `NOT …` may say one thing in several ways. */
function sameByLogic(form: Form, other: Form): boolean {
  if (form.kind !== 'apply' || (other.kind === 'apply' && other.op === form.op)) return false;
  if (/^(NOT|IS (NOT )?(TRUE|FALSE|UNKNOWN)|IS DISTINCT FROM)$/.test(form.op)) return true;
  return form.args.some((arg) => arg.kind === 'constant' && arg.type === 'boolean');
}

/** Literals: PostgreSQL prints them in its own way, so only words and numbers surely differ. */
export function compareConstants(left: string, right: string): Likeness {
  if (left === right) return 'same';
  const numbers = [left, right].map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (!numbers.some(Number.isNaN)) return numbers[0] === numbers[1] ? 'same' : 'different';
  if (sameJson(left, right)) return 'same';
  const words = [left, right].every((text) => /^[a-z_]*$/.test(text));
  return words ? compareWords(left, right) : 'unsure';
}

const truth = ['t', 'tr', 'tru', 'true', 'y', 'yes', 'on'];
const untruth = ['f', 'false', 'n', 'no', 'off'];

function compareWords(left: string, right: string): Likeness {
  const both = (words: readonly string[]) => words.includes(left) && words.includes(right);
  return both(truth) || both(untruth) ? 'unsure' : 'different';
}

function sameJson(left: string, right: string): boolean {
  if (!/^\s*[[{]/.test(left) || !/^\s*[[{]/.test(right)) return false;
  try {
    return sorted(JSON.parse(left)) === sorted(JSON.parse(right));
  } catch {
    return false;
  }
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
