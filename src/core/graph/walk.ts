/** Everything that `next` leads to from `starts`, these included. */
export function reachable(
  starts: Iterable<string>,
  next: (node: string) => readonly string[],
): Set<string> {
  const seen = new Set(starts);
  const open = [...seen];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const target of next(node)) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  return seen;
}
