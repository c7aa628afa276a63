import { basename } from 'node:path';
import type { Mending, MendingResult } from './mending.js';
import { findOffers, merge, offered } from './offers.js';
import { rebase, repoint } from './rebase.js';
import { renumber } from './renumber.js';
import { textsOf, type Situation } from './situation.js';

/** What a user says of the mending that is wanted; ids are whole. */
export interface MendingWish {
  readonly kind: Mending['kind'];
  readonly revision?: string | undefined;
  /** The revision to go on top of or to point at; for `renumber` the new id. */
  readonly to?: string | undefined;
}

/** The mending that a user wants; where nothing is said of it, the best that is offered. */
export function chooseMending(situation: Situation, wish: MendingWish): MendingResult {
  const { graph } = situation;
  const { kind, revision, to } = wish;
  if (kind === 'merge') return merge(situation, graph.heads);
  if (revision === undefined || to === undefined) {
    const [best] = offered(findOffers(situation), kind);
    return (
      best ?? {
        refused: `Nothing here needs to ${kind} by itself: name the revision and where it goes.`,
      }
    );
  }
  const texts = textsOf(situation);
  if (kind === 'rebase') return rebase(graph, texts, revision, to);
  const found = graph.revisions.get(revision);
  if (!found) return { refused: `No file has the revision ${revision}.` };
  if (kind === 'renumber') {
    const name = { id: to, fileName: renamed(basename(found.file), revision, to) };
    return renumber(graph, texts, [{ revision: found, name }]);
  }
  const missing = [...found.down, ...found.dependsOn].find((id) => !graph.revisions.has(id));
  if (missing === undefined) return { refused: `All that ${revision} follows is there.` };
  return repoint(graph, texts, revision, missing, to);
}

/** A file's name with the new id in the place of the old one, or of its number. */
function renamed(name: string, id: string, to: string): string {
  if (name.includes(id)) return name.replace(id, () => to);
  return name;
}
