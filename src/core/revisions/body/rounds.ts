import type { SyntaxNode } from '@lezer/common';
import { evaluate } from '../../python/evaluate.js';
import type { PythonValue } from '../../python/value.js';
import type { Frame } from './role.js';

/** The names that a loop binds, with their values, round by round. */
export type Rounds = readonly ReadonlyMap<string, PythonValue>[];

const mostRounds = 200;

/**
 * The rounds of a `for` over literals; undefined where they are only known when the code runs, or
 * where `break` or `continue` may leave some out.
 */
export function roundsOf(loop: SyntaxNode, frame: Frame): Rounds | undefined {
  const parts = partsOf(loop);
  if (!parts || interrupted(parts.body)) return undefined;
  const items = itemsOf(evaluate(parts.iterable, frame));
  if (!items || items.length > mostRounds) return undefined;
  const names = parts.targets.map((node) => frame.module.text.slice(node.from, node.to));
  const rounds = items.map((item) => boundNames(names, item));
  return rounds.includes(undefined) ? undefined : (rounds as Rounds);
}

/** All rounds of nested loops, the outer ones first. */
export function nestedRounds(loops: readonly SyntaxNode[], frame: Frame): Rounds | undefined {
  let all: Rounds = [frame.bound ?? new Map()];
  for (const loop of loops) {
    const next: ReadonlyMap<string, PythonValue>[] = [];
    for (const bound of all) {
      const rounds = roundsOf(loop, { ...frame, bound });
      if (!rounds) return undefined;
      next.push(...rounds.map((round) => new Map([...bound, ...round])));
    }
    if (next.length > mostRounds) return undefined;
    all = next;
  }
  return all;
}

interface Parts {
  readonly targets: readonly SyntaxNode[];
  readonly iterable: SyntaxNode;
  readonly body: SyntaxNode;
}

/** `for a, b in iterable: body`; undefined for other targets than plain names. */
function partsOf(loop: SyntaxNode): Parts | undefined {
  const targets: SyntaxNode[] = [];
  let iterable: SyntaxNode | undefined;
  let state: 'before' | 'target' | 'iterable' = 'before';
  for (let child = loop.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') state = 'target';
    else if (child.name === 'in') state = 'iterable';
    else if (child.name === 'Body') break;
    else if (state === 'target') targets.push(...namesIn(child));
    else if (state === 'iterable') iterable ??= child;
  }
  const body = loop.getChild('Body');
  if (!iterable || !body || loop.getChild('async') || targets.length === 0) return undefined;
  return targets.every(({ name }) => name === 'VariableName')
    ? { targets, iterable, body }
    : undefined;
}

function namesIn(node: SyntaxNode): SyntaxNode[] {
  if (node.name === ',' || node.name === '(' || node.name === ')') return [];
  if (node.name !== 'TupleExpression' && node.name !== 'ParenthesizedExpression') return [node];
  const names: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) names.push(...namesIn(child));
  return names;
}

function interrupted(body: SyntaxNode): boolean {
  let found = false;
  body.cursor().iterate(({ name }) => {
    if (/^(?:Break|Continue|Return|Raise)Statement$/u.test(name)) found = true;
    return !found && name !== 'FunctionDefinition' && name !== 'LambdaExpression';
  });
  return found;
}

/** What a `for` goes over: a literal sequence, the keys of a dict, `.items()`, `reversed()`. */
function itemsOf(value: PythonValue): readonly PythonValue[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items;
    case 'dict':
      return value.entries.map(({ key }) => key);
    case 'call': {
      const [argument] = value.args;
      if (value.path === 'reversed' && argument) return itemsOf(argument)?.toReversed();
      if (value.path === 'enumerate' && argument) return numbered(itemsOf(argument), value);
      const { receiver, method } = value;
      if (receiver?.kind !== 'dict') return undefined;
      if (method === 'items')
        return receiver.entries.map(({ key, value: item }) => ({
          kind: 'tuple',
          items: [key, item],
          range: key.range,
        }));
      if (method === 'keys') return receiver.entries.map(({ key }) => key);
      return method === 'values' ? receiver.entries.map((entry) => entry.value) : undefined;
    }
    default:
      return undefined;
  }
}

function numbered(
  items: readonly PythonValue[] | undefined,
  { range, args }: PythonValue & { readonly kind: 'call' },
): readonly PythonValue[] | undefined {
  if (args.length > 1) return undefined;
  return items?.map((item, index) => ({
    kind: 'tuple',
    items: [{ kind: 'number', text: String(index), range }, item],
    range,
  }));
}

function boundNames(
  names: readonly string[],
  item: PythonValue,
): ReadonlyMap<string, PythonValue> | undefined {
  const [name] = names;
  if (names.length === 1 && name !== undefined) return new Map([[name, item]]);
  const parts = item.kind === 'tuple' || item.kind === 'list' ? item.items : undefined;
  if (parts?.length !== names.length) return undefined;
  return new Map(
    names.flatMap((own, index) => {
      const part = parts[index];
      return part ? [[own, part] as const] : [];
    }),
  );
}
