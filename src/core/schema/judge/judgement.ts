import type { SqlParser } from '../../sql/sql-parser.js';
import type { Answer } from '../expectation.js';
import type { Schema } from '../schema.js';

/** What the database says of one expectation; `detail` is '' where it simply holds. */
export interface Judgement {
  readonly state: 'holds' | 'fails' | 'cannot tell';
  readonly detail: string;
}

/** What an expectation is held against. */
export interface Evidence {
  readonly schema: Schema;
  readonly sql: SqlParser | undefined;
  /** The answer to the expectation's question, where it has one that was asked. */
  readonly answer: Answer | undefined;
}

export const holds = (detail = ''): Judgement => ({ state: 'holds', detail });
export const fails = (detail: string): Judgement => ({ state: 'fails', detail });
export const cannotTell = (detail: string): Judgement => ({ state: 'cannot tell', detail });

/** Differences decide; without any, what could not be compared; without that, it holds. */
export class Comparison {
  readonly #differences: string[] = [];
  readonly #doubts: string[] = [];

  differs(what: string): void {
    this.#differences.push(what);
  }

  doubts(what: string): void {
    this.#doubts.push(what);
  }

  /** Compares where the declared value is known. */
  expect<T>(declared: T | undefined, actual: T, say: (actual: T) => string): void {
    if (declared !== undefined && declared !== actual) this.#differences.push(say(actual));
  }

  get judgement(): Judgement {
    if (this.#differences.length > 0) return fails(this.#differences.join('; '));
    return this.#doubts.length > 0 ? cannotTell(this.#doubts.join('; ')) : holds();
  }
}

export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
