import type { Binding, Block, Scope } from './binding.js';

/** The bindings that a name may have at a place, latest first. */
export interface Lookup {
  readonly scope: Scope;
  readonly bindings: readonly Binding[];
  /** True if one of them surely holds there, so that the name cannot be unbound. */
  readonly certain: boolean;
}

/**
 * Finds what a name may stand for at an offset: the last binding that surely ran before, and later
 * ones that may have (in a clause of `if`, in a loop). Undefined if the file binds it nowhere.
 */
export function lookup(scope: Scope, name: string, at: number): Lookup | undefined {
  const bindings = scope.declared.has(name) ? undefined : scope.bindings.get(name);
  if (bindings) return { scope, ...reaching(scope, bindings, at) };
  // A function reads outer names when it is called: after everything there has been bound.
  return scope.outer && lookup(scope.outer, name, Infinity);
}

/** More bindings than this are not told apart. */
const mostBindings = 16;

function reaching(
  scope: Scope,
  bindings: readonly Binding[],
  at: number,
): { bindings: Binding[]; certain: boolean } {
  const around = scope.blocks.filter(({ from, to }) => from <= at && at <= to);
  const found: Binding[] = [];
  let dominating: Binding | undefined;
  for (let index = bindings.length - 1; index >= 0 && found.length < mostBindings; index--) {
    const binding = bindings[index];
    if (!binding || binding.at > at) continue;
    if (!binding.block || around.includes(binding.block)) {
      dominating = binding;
      break;
    }
    if (!excludes(binding.block, around)) found.push(binding);
  }
  if (dominating) found.push(dominating);
  for (const loop of around) {
    if (!loop.loop || (dominating && dominating.at > loop.from)) continue;
    // What a later line of a loop binds holds in the next round.
    found.push(...bindings.filter((binding) => binding.at > at && binding.at <= loop.to));
  }
  const [first] = found;
  if (found.length === 1 && first?.kind === 'deleted') return { bindings: [], certain: false };
  const many = first && found.length >= mostBindings ? [{ ...first, kind: 'other' as const }] : [];
  return {
    bindings: [...found.slice(0, mostBindings), ...many],
    certain: dominating !== undefined,
  };
}

/** True if one of the blocks is another clause of the same `if` or `match` as the block. */
function excludes(block: Block, around: readonly Block[]): boolean {
  for (let clause: Block | undefined = block; clause; clause = clause.parent) {
    const { statement, exclusive, from } = clause;
    if (exclusive && around.some((other) => other.statement === statement && other.from !== from)) {
      return true;
    }
  }
  return false;
}
