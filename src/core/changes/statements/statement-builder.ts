import type { NodeOf, NodeTag } from '../../sql/nodes.js';
import type { Effect } from '../change.js';

/** The effects of one kind of statement, in the order in which PostgreSQL carries them out. */
export type StatementBuilder<T extends NodeTag> = (
  statement: NodeOf<T>,
  /** The statement's text as PostgreSQL's parser read it. */
  text: string,
) => readonly Effect[];

/** Builders by the parser's name of the statement. */
export type StatementBuilders = { readonly [T in NodeTag]?: StatementBuilder<T> };

/** Guards and CASCADE, where they are written. */
export const ifExists = (written: boolean | undefined) => (written ? { ifExists: true } : {});
export const ifNotExists = (written: boolean | undefined) => (written ? { ifNotExists: true } : {});
export const cascade = (behavior: string | undefined) =>
  behavior === 'DROP_CASCADE' ? { cascade: true } : {};
