import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Truth } from './truth.js';

export const peersFolder = path.resolve(import.meta.dirname, '../../test/peers');

/** SQL text that somebody wants to run on the database of `base.sql`. */
export interface PeerStatement {
  readonly sql: string;
  /** Run and committed before. */
  readonly setup?: string;
  /** Each statement by itself; else all are one transaction. */
  readonly autocommit?: true;
  /** What the answer hangs on that the text does not show: nobody is asked for it. */
  readonly hidden?: string;
  /** Why `check` answers otherwise than the server, and is to. */
  readonly differs?: string;
  /** The first major version of PostgreSQL that has this syntax. */
  readonly from?: number;
}

/** All of them, by the files of `test/peers/statements`. */
export function readStatements(): readonly PeerStatement[] {
  const folder = path.join(peersFolder, 'statements');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const items = parse(readFileSync(path.join(folder, name), 'utf8')) as readonly (
        string | PeerStatement
      )[];
      return items.map((item) => (typeof item === 'string' ? { sql: item } : item));
    });
}

export const truthFile = path.join(peersFolder, 'truth.json');

/** What was measured before: by major version, then by `keyOf` of the statement. */
export function readTruth(): Record<string, Record<string, Truth>> {
  return JSON.parse(readFileSync(truthFile, 'utf8')) as Record<string, Record<string, Truth>>;
}

export function keyOf({ sql, setup, autocommit }: PeerStatement): string {
  const before = setup === undefined ? '' : `(${setup.trim()}) `;
  return `${before}${sql.trim()}${autocommit ? ' (autocommit)' : ''}`;
}
