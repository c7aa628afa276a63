interface Inherited {
  readonly oid: string;
  /** The one that a partition took this over from. */
  readonly parent: string | null;
}

/** The constraint or trigger at the top of the chain that a partition took this one over from. */
export function originOf<Row extends Inherited>(row: Row, all: readonly Row[]): Row | undefined {
  let origin: Row | undefined;
  for (let parent = row.parent; parent !== null; parent = origin.parent) {
    origin = all.find(({ oid }) => oid === parent);
    if (!origin) return undefined;
  }
  return origin;
}
