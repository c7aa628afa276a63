import type { Hazard } from './hazards.js';

/** What a real server did. */
export interface Truth {
  readonly hazards: readonly Hazard[];
  /** SQLSTATE, where it failed. */
  readonly sqlstate?: string;
  /** Relations that were written anew, and those that were read while writes waited. */
  readonly rewritten?: readonly string[];
  readonly scanned?: readonly string[];
  /** The strongest lock on each table that was there before, as far as it makes writes wait. */
  readonly locks?: Readonly<Record<string, string>>;
}
