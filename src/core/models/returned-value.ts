import type { SyntaxNode } from '@lezer/common';
import { evaluate } from '../python/evaluate.js';
import { childrenOf } from '../python/nodes.js';
import type { PythonValue } from '../python/value.js';
import { lastPart } from '../changes/arguments.js';
import type { Definition } from './python-files.js';

type Call = PythonValue & { readonly kind: 'call' };

/**
 * What a call of a small function gives: the one expression that it returns, with the arguments in
 * the places of its parameters. Undefined where that cannot be told.
 */
export function returnedValue(definition: Definition, call: Call): PythonValue | undefined {
  const { node, module } = definition;
  const returned = node.getChild('Body')?.getChildren('ReturnStatement') ?? [];
  const expression = returned.length === 1 && returned[0] ? childrenOf(returned[0])[1] : undefined;
  if (!expression) return undefined;
  const names = parametersOf(node, module.text);
  const bound = new Map<string, PythonValue>();
  names.forEach((name, index) => {
    const given = call.keywords.find((keyword) => keyword.name === name)?.value;
    const value = given ?? call.args[index];
    if (value) bound.set(name, value);
  });
  const scope = module.functionScope(node);
  const value = evaluate(expression, { module, scope, bound });
  return value.kind === 'call' ? { ...value, keywords: value.keywords.map(named) } : value;
}

/** `name=cls.__name__.lower()` with a class that is known. */
function named(keyword: Call['keywords'][number]): Call['keywords'][number] {
  const { value } = keyword;
  const path = value.kind === 'call' || value.kind === 'name' ? (value.path ?? '') : '';
  const found = /^(.*)\.__name__(\.lower)?$/u.exec(path);
  if (!found) return keyword;
  const name = lastPart(found[1]);
  const text = found[2] === undefined ? name : name.toLowerCase();
  const literal: PythonValue = {
    kind: 'string',
    value: text,
    holes: [],
    pieces: [],
    range: value.range,
  };
  return { ...keyword, value: literal };
}

function parametersOf(node: SyntaxNode, text: string): readonly string[] {
  return (node.getChild('ParamList')?.getChildren('VariableName') ?? [])
    .filter(({ prevSibling }) => prevSibling?.name === '(' || prevSibling?.name === ',')
    .map(({ from, to }) => text.slice(from, to));
}
