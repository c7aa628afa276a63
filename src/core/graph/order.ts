/**
 * All nodes, each before everything it points at, whole lines of descent together and later nodes
 * first. Nodes of a cycle, and what only they lead to, come at the end. Linear.
 */
export function newestFirst(
  nodes: readonly string[],
  downwards: (node: string) => readonly string[],
): readonly string[] {
  const waiting = new Map<string, number>(nodes.map((node) => [node, 0]));
  for (const node of nodes)
    for (const below of downwards(node)) waiting.set(below, (waiting.get(below) ?? 0) + 1);
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  const order: string[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (const below of downwards(node)) {
      const left = (waiting.get(below) ?? 0) - 1;
      waiting.set(below, left);
      if (left === 0) ready.push(below);
    }
  }
  if (order.length === nodes.length) return order;
  const done = new Set(order);
  return [...order, ...nodes.filter((node) => !done.has(node)).reverse()];
}
