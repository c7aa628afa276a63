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

function reaching(
  scope: Scope,
  bindings: readonly Binding[],
  at: number,
): { bindings: Binding[]; certain: boolean } {
  const found: Binding[] = [];
  let dominating: Binding | undefined;
  for (const binding of bindings.toReversed()) {
    if (binding.at > at) continue;
    if (contains(binding.block, at)) {
      dominating = binding;
      break;
    }
    if (!excludes(scope, binding.block, at)) found.push(binding);
  }
  if (dominating) found.push(dominating);
  for (const loop of scope.blocks) {
    if (!loop.loop || !contains(loop, at)) continue;
    if (dominating && dominating.at > loop.from) continue;
    // What a later line of a loop binds holds in the next round.
    found.push(...bindings.filter((binding) => binding.at > at && binding.at <= loop.to));
  }
  if (found.length === 1 && found[0]?.kind === 'deleted') return { bindings: [], certain: false };
  return { bindings: found, certain: dominating !== undefined };
}

function contains(block: Block | undefined, at: number): boolean {
  return !block || (block.from <= at && at <= block.to);
}

/** True if the place is in another clause of the same `if` or `match`. */
function excludes(scope: Scope, block: Block | undefined, at: number): boolean {
  for (let clause = block; clause; clause = clause.parent) {
    const { statement, exclusive, from } = clause;
    if (!exclusive) continue;
    const other = scope.blocks.some(
      (candidate) =>
        candidate.statement === statement && candidate.from !== from && contains(candidate, at),
    );
    if (other) return true;
  }
  return false;
}
