import { unknown } from './nodes.js';
import type { Evaluate, Place } from './place.js';
import { lookup } from './lookup.js';
import { add } from './operators.js';
import type { Binding, Scope } from './binding.js';
import type { NameValue, PythonValue, SourceRange } from './value.js';

/**
 * The value of a name at an offset of its scope (Infinity: when the scope has run to its end).
 * A name that the file does not bind is a path of its own: a builtin.
 */
export function resolve(
  name: string,
  at: number,
  place: Place,
  range: SourceRange,
  evaluate: Evaluate,
): PythonValue {
  if (place.shadowed?.has(name)) return unknown(range, `\`${name}\` takes the values of a loop`);
  const bound = place.bound?.get(name);
  if (bound) return { ...bound, range };
  const found = lookup(place.scope, name, at);
  if (!found) return { kind: 'name', path: name, range };
  const values = found.bindings.map((binding) =>
    bindingValue(binding, found.scope, place, evaluate),
  );
  const [first, ...others] = values;
  if (!first) return unknown(range, `\`${name}\` is not bound here`);
  if (others.some((value) => !sameValue(first, value))) {
    return unknown(range, `\`${name}\` has several possible values`);
  }
  return { ...first, range };
}

const known = new WeakMap<Binding, PythonValue>();

/** The value that a binding gives its name. Remembered, so that chains of names cost once. */
function bindingValue(
  binding: Binding,
  scope: Scope,
  place: Place,
  evaluate: Evaluate,
): PythonValue {
  const before = known.get(binding);
  if (before) return before;
  const range = { from: binding.nameFrom, to: binding.nameFrom + binding.name.length };
  // A name that is bound to itself in a loop finds this instead of an endless chain.
  known.set(binding, unknown(range, `\`${binding.name}\` refers to itself`));
  const value = computeBinding(binding, { module: place.module, scope }, range, evaluate);
  known.set(binding, value);
  return value;
}

function computeBinding(
  binding: Binding,
  place: Place,
  range: SourceRange,
  evaluate: Evaluate,
): PythonValue {
  const { name, node, index } = binding;
  switch (binding.kind) {
    case 'import':
      return path(binding.path ?? name, range);
    case 'function':
    case 'class':
      return path(name, range);
    case 'value': {
      if (!node) break;
      if (binding.items) {
        const items = binding.items.map((item) => evaluate(item, place));
        const stars = binding.items.some((item) => item.name === '*');
        return stars ? unknown(range, 'is unpacked') : { kind: 'tuple', items, range };
      }
      const value = evaluate(node, place);
      if (index === undefined) return value;
      const item = value.kind === 'tuple' || value.kind === 'list' ? value.items[index] : undefined;
      return item ?? unknown(range, `\`${name}\` is unpacked from something unknown`);
    }
    case 'augmented': {
      if (!node) break;
      // The value before is the one at the start of this statement, not of this binding.
      const before = resolve(name, binding.nameFrom, place, range, evaluate);
      const sum = add([before, evaluate(node, place)], range);
      return sum ?? unknown(range, `\`${name}\` is put together when the code runs`);
    }
    case 'parameter':
      return unknown(range, `\`${name}\` is a parameter`);
    case 'loop':
      return unknown(range, `\`${name}\` takes the values of a loop`);
    default:
  }
  return unknown(range, `\`${name}\` is only known when the code runs`);
}

function path(text: string, range: SourceRange): NameValue {
  return { kind: 'name', path: text, range };
}

/** True if both are surely the same; places are not compared. */
function sameValue(a: PythonValue, b: PythonValue): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown') return false;
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(value: PythonValue): string {
  return JSON.stringify(value, (key, part: unknown) => (ignored.has(key) ? undefined : part));
}

const ignored = new Set(['range', 'pieces']);
