import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { rulesFixtures } from './checked-files.js';

/** What a rule says of a fixture, to be shown on a real server. */
export type Claim =
  /** An SQLSTATE, or `/a regular expression/` that Alembic's error matches. */
  | { readonly fails: string }
  /** The relation gets another file: all of it is written anew. */
  | { readonly rewrites: string }
  /** Its rows are read while a lock is held on it that lets nobody write, or nobody in at all. */
  | { readonly scans: string }
  /** By relation: the strongest lock that is taken on it, as `pg_locks` names it. */
  | { readonly locks: Readonly<Record<string, string>> };

/** One entry of a `claims.yaml`; the key is the fixture: a file, or a folder of files. */
export interface ClaimCase {
  readonly rule: string;
  readonly fixture: string;
  readonly claim: Claim;
  /** SQL that is committed after `base.py` and before the fixture: rows, views … */
  readonly setup?: string;
  /**
   * `upgrade` and `downgrade`, each in a process of its own, up to the first that fails; and SQL that
   * mends what made one fail, after which it goes on.
   */
  readonly run: readonly string[];
  /** SQL that is run afterwards; a claim of failure may be about that. */
  readonly then?: string;
  /** Majors of PostgreSQL; default both. */
  readonly postgres: readonly number[];
  /** The oldest Alembic that knows what the fixture or its repair says. */
  readonly alembic?: string;
  /** The repaired fixture, for which the claim must not hold. */
  readonly fixed?: string;
  /** Why there is none. */
  readonly notFixed?: string;
}

const keys = ['setup', 'claim', 'run', 'then', 'postgres', 'alembic', 'fixed', 'notFixed'];
const claimKeys = ['fails', 'rewrites', 'scans', 'locks'];

/**
 * The claims of a rule; none where it has no `claims.yaml`.
 * @throws Error that says what is wrong with the file
 */
export function claimsOf(rule: string): readonly ClaimCase[] {
  const folder = path.join(rulesFixtures, rule);
  const file = path.join(folder, 'claims.yaml');
  if (!existsSync(file)) return [];
  const content = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return Object.entries(content).flatMap(([fixture, entry]) =>
    [entry].flat().map((one) => readCase(rule, fixture, one as Record<string, unknown>)),
  );
}

/** The rules that have fixtures. */
export function rulesWithFixtures(): readonly string[] {
  const entries = readdirSync(rulesFixtures, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function readCase(rule: string, fixture: string, entry: Record<string, unknown>): ClaimCase {
  const folder = path.join(rulesFixtures, rule);
  const wrong = (what: string) => new Error(`${rule}/claims.yaml, ${fixture}: ${what}`);
  if (!existsSync(path.join(folder, fixture))) throw wrong('there is no such fixture');
  const unknown = Object.keys(entry).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw wrong(`unknown: ${unknown.join(', ')}`);
  const kinds = Object.keys(entry['claim'] ?? {});
  if (kinds.length !== 1 || !claimKeys.includes(kinds[0] ?? ''))
    throw wrong(`a claim is one of ${claimKeys.join(', ')}`);
  const beside = fixture.replace(/(\.py)?$/, '.fixed$1');
  const there = existsSync(path.join(folder, beside)) ? beside : undefined;
  const given = entry as Partial<ClaimCase> & Pick<ClaimCase, 'claim'>;
  const fixed = given.notFixed === undefined ? (given.fixed ?? there) : undefined;
  if (fixed === undefined && given.notFixed === undefined)
    throw wrong('name a repaired form (fixed), or say why it cannot be shown (notFixed)');
  if (fixed !== undefined && !existsSync(path.join(folder, fixed)))
    throw wrong(`there is no ${fixed}`);
  return {
    run: ['upgrade'],
    postgres: [15, 18],
    ...given,
    rule,
    fixture,
    ...(fixed === undefined ? {} : { fixed }),
  };
}
