import type { OperationRow, OperationsJson } from '../../src/core/revisions/operations-json.js';

/** An operation as `operations.py` prints it; what it cannot tell is null or absent. */
export interface TheirRow {
  readonly name: string;
  readonly line: number;
  readonly batch: boolean;
  readonly conditional: boolean;
  readonly via: string | null;
  readonly table?: string | null;
  readonly column?: string | null;
  readonly sql?: string | null;
  readonly nullable?: boolean | null;
  readonly serverDefault?: string;
  /** The index or the constraint, where it is named. */
  readonly object?: string | null;
  /** True for `*arguments` and `**arguments`. */
  readonly opaque: boolean;
  /** True if they see what is said of the column. */
  readonly seen?: boolean;
}

export type TheirFile =
  | { readonly file: string; readonly error: string }
  | {
      readonly file: string;
      readonly upgrade: readonly TheirRow[];
      readonly downgrade: readonly TheirRow[];
    };

/**
 * Where our operations and theirs differ: calls that only one of them finds, and facts. A text that
 * they do not know is no difference: our evaluator follows more than theirs.
 */
export function operationDifferences(
  ours: OperationsJson,
  theirs: Exclude<TheirFile, { readonly error: string }>,
): string[] {
  return (['upgrade', 'downgrade'] as const).flatMap((direction) => {
    const rest = [...ours[direction]];
    const found: string[] = [];
    for (const row of theirs[direction]) {
      const index = rest.findIndex((candidate) => key(candidate) === key(row));
      const [same] = index < 0 ? [] : rest.splice(index, 1);
      if (same) found.push(...factDifferences(same, row).map((fact) => `${row.line}: ${fact}`));
      else found.push(`${row.line}: ${direction}: only Python finds ${key(row)}`);
    }
    return [...found, ...rest.map((row) => `${row.line}: ${direction}: only we find ${key(row)}`)];
  });
}

function key({ name, line, batch }: OperationRow | TheirRow): string {
  return `${name} in line ${line}${batch ? ' in a batch' : ''}`;
}

function factDifferences(ours: OperationRow, theirs: TheirRow): string[] {
  const differences: string[] = [];
  const compare = (what: string, our: unknown, their: unknown): void => {
    if (our === their) return;
    differences.push(`${ours.name}: ${what} is ${String(our)} here, ${String(their)} there`);
  };
  compare('conditional', ours.conditional ?? false, theirs.conditional);
  compare('via', ours.via, theirs.via ?? undefined);
  for (const fact of ['table', 'column', 'sql'] as const) {
    const their = theirs[fact];
    if (typeof their === 'string') compare(fact, ours[fact], their);
  }
  if (theirs.seen === true) {
    compare('nullable', ours.nullable, theirs.nullable ?? undefined);
    compare('server_default given', ours.serverDefault !== undefined, 'serverDefault' in theirs);
  }
  const known = typeof theirs.table === 'string' || typeof theirs.sql === 'string';
  if (known && !theirs.opaque && theirs.column !== null && theirs.object !== null)
    compare('dynamic', ours.dynamic ?? false, false);
  return differences;
}
