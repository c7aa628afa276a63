/**
 * The cycles of a graph: each strongly connected set of two or more nodes, and each node that points
 * at itself. Tarjan's algorithm with its own stack: linear, and safe for chains of any length.
 */
export function findCycles(
  nodes: Iterable<string>,
  next: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();

  const enter = (node: string): Frame => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, targets: next(node), position: 0 };
  };
  const lower = (node: string, to: number): void => {
    low.set(node, Math.min(low.get(node) ?? to, to));
  };

  for (const start of nodes) {
    if (index.has(start)) continue;
    const frames = [enter(start)];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { node } = frame;
      const target = frame.targets[frame.position++];
      if (target !== undefined) {
        const seen = index.get(target);
        if (seen === undefined) frames.push(enter(target));
        else if (isOpen.has(target)) lower(node, seen);
        continue;
      }
      frames.pop();
      const above = frames.at(-1)?.node;
      const lowest = low.get(node) ?? 0;
      if (above !== undefined) lower(above, lowest);
      if (lowest !== index.get(node)) continue;
      const members = open.splice(open.lastIndexOf(node));
      members.forEach((member) => isOpen.delete(member));
      if (members.length > 1 || next(node).includes(node)) cycles.push(members);
    }
  }
  return cycles;
}

interface Frame {
  readonly node: string;
  readonly targets: readonly string[];
  position: number;
}
