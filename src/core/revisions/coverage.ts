import type { RevisionBody, Unanalyzable } from './revision.js';

/** How much of some migration files could be read. */
export interface Coverage {
  readonly revisions: number;
  /** Operations seen in both directions, SQL that is sent included. */
  readonly operations: number;
  /** Those of which nothing that matters is left to run time. */
  readonly understood: number;
  readonly unanalyzable: readonly (Unanalyzable & { readonly file: string })[];
}

/** Adds up what was read and what was not, over files and their bodies. */
export function coverageOf(
  bodies: Iterable<{ readonly file: string; readonly body: RevisionBody }>,
): Coverage {
  let revisions = 0;
  let operations = 0;
  let understood = 0;
  const unanalyzable: (Unanalyzable & { file: string })[] = [];
  for (const { file, body } of bodies) {
    revisions++;
    for (const direction of [body.upgrade, body.downgrade]) {
      operations += direction?.operations.length ?? 0;
      understood += direction?.operations.filter(({ dynamic }) => dynamic !== true).length ?? 0;
    }
    unanalyzable.push(...body.unanalyzable.map((place) => ({ file, ...place })));
  }
  return { revisions, operations, understood, unanalyzable };
}
