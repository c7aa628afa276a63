import type { SyntaxNode } from '@lezer/common';

const names = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'oracle', 'mssql', 'cockroachdb'];
const deepest = 8;

/**
 * Whether the body of an `if` runs only under another database than PostgreSQL: by a comparison of
 * `….dialect.name`, `dialect` or a variable that holds one with the names of databases.
 */
export function isForOtherDatabase(body: SyntaxNode, text: string): boolean {
  if (!/dialect/iu.test(text)) return false;
  let test: boolean | undefined;
  for (let child = body.parent?.firstChild ?? null; child; child = child.nextSibling) {
    if (child.name === 'Body') {
      if (child.from === body.from) return test === false;
      // What comes after a branch that PostgreSQL surely takes is for the others.
      if (test === true) return true;
      test = undefined;
    } else if (child.prevSibling?.name === 'if' || child.prevSibling?.name === 'elif')
      test = holdsOnPostgres(child, text, 0);
  }
  return false;
}

/** Whether a condition holds where the database is PostgreSQL; undefined where it says nothing. */
function holdsOnPostgres(node: SyntaxNode, text: string, depth: number): boolean | undefined {
  if (depth > deepest) return undefined;
  const inner = (one: SyntaxNode | null) =>
    one ? holdsOnPostgres(one, text, depth + 1) : undefined;
  switch (node.name) {
    case 'ParenthesizedExpression':
      return inner(node.firstChild?.nextSibling ?? null);
    case 'UnaryExpression': {
      const held = node.getChild('not') ? inner(node.lastChild) : undefined;
      return held === undefined ? undefined : !held;
    }
    case 'CallExpression': {
      const [, given = ''] =
        /^isinstance\([\w.()]*\bdialect,\s*([\w.]+)\)$/u.exec(text.slice(node.from, node.to)) ?? [];
      if (/\bPGDialect/u.test(given)) return true;
      return /\b(?:MySQL|MariaDB|SQLite|Oracle|MS)Dialect/u.test(given) ? false : undefined;
    }
    case 'VariableName': {
      const value = onlyValue(node, text);
      return value ? inner(value) : undefined;
    }
    case 'BinaryExpression': {
      const { firstChild: left, lastChild: right } = node;
      if (!left || !right) return undefined;
      const sides = [inner(left), inner(right)];
      if (node.getChild('and')) return combined(sides, false);
      if (node.getChild('or')) return combined(sides, true);
      const operator = text.slice(left.to, right.from).trim().replaceAll(/\s+/gu, ' ');
      return compared(left, operator, right, text);
    }
    default:
      return undefined;
  }
}

/** `and`: false if one is; `or`: true if one is. */
function combined(sides: readonly (boolean | undefined)[], decisive: boolean) {
  if (sides.includes(decisive)) return decisive;
  return sides.includes(undefined) ? undefined : !decisive;
}

function compared(left: SyntaxNode, operator: string, right: SyntaxNode, text: string) {
  const [asked, given] = left.name === 'String' ? [right, left] : [left, right];
  const told = text.slice(given.from, given.to);
  const found = [...told.matchAll(/['"](\w+)['"]/gu)].map(([, name = '']) => name.toLowerCase());
  if (found.length === 0 || !found.every((name) => names.includes(name))) return undefined;
  if (!isDialect(asked, text)) return undefined;
  const among = found.includes('postgresql');
  if (operator === '==' || operator === 'in') return among;
  return operator === '!=' || operator === 'not in' ? !among : undefined;
}

function isDialect(node: SyntaxNode, text: string): boolean {
  const written = text.slice(node.from, node.to);
  if (/\bdialect(?:\.name|_name)?$/iu.test(written)) return true;
  const value = node.name === 'VariableName' ? onlyValue(node, text) : undefined;
  return value !== undefined && /\bdialect\.name$/u.test(text.slice(value.from, value.to));
}

/** What the only assignment to a name before its use in the same function gives it. */
function onlyValue(use: SyntaxNode, text: string): SyntaxNode | undefined {
  const name = text.slice(use.from, use.to);
  let around = use.parent;
  while (around && around.name !== 'FunctionDefinition') around = around.parent;
  const found: SyntaxNode[] = [];
  around?.cursor().iterate((ref) => {
    if (ref.from > use.from) return false;
    if (ref.name !== 'AssignStatement') return undefined;
    const { firstChild: target, lastChild: value } = ref.node;
    if (target && text.slice(target.from, target.to) === name && value) found.push(value);
    return false;
  });
  const [value, ...others] = found;
  return others.length === 0 ? value : undefined;
}
