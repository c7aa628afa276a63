/**
 * The existing id that a reference probably means: the only one that begins with it, the only one
 * with the same leading number, else the nearest by spelling (at most two letters off).
 */
export function nearestId(reference: string, ids: readonly string[]): string | undefined {
  return (
    only(ids.filter((id) => id.startsWith(reference))) ??
    sameNumber(reference, ids) ??
    nearest(reference, ids)
  );
}

function only(ids: readonly string[]): string | undefined {
  return ids.length === 1 ? ids[0] : undefined;
}

function sameNumber(reference: string, ids: readonly string[]): string | undefined {
  const number = /^0*(\d+)(?:_|$)/.exec(reference)?.[1];
  if (number === undefined) return undefined;
  return only(ids.filter((id) => /^0*(\d+)(?:_|$)/.exec(id)?.[1] === number));
}

function nearest(reference: string, ids: readonly string[]): string | undefined {
  let best: string | undefined;
  let smallest = Math.min(3, Math.ceil(reference.length / 2));
  for (const id of ids) {
    if (Math.abs(id.length - reference.length) >= smallest) continue;
    const distance = editDistance(reference, id);
    if (distance < smallest) [best, smallest] = [id, distance];
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
