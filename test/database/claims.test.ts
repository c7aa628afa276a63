import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { type MigrationText, writeProject } from '../support/alembic-project.js';
import { rulesFixtures } from '../support/checked-files.js';
import { type Claim, type ClaimCase, claimsOf, rulesWithFixtures } from '../support/claims.js';
import { type Failure, ForkedAlembic } from './support/forked-alembic.js';
import { filesOf, forget, hook, installProbe, type Seen, seen, strength } from './support/probe.js';

const base = migration(join(rulesFixtures, 'base.py'));

/** `base` means something else to Alembic: on a server that revision has another name. */
function migration(file: string): MigrationText {
  const text = readFileSync(file, 'utf8');
  return {
    id: basename(file, '.py').replaceAll('.', '_'),
    text: text.replace(/^(?:down_)?revision\b.*$/gmu, (line) => line.replace("'base'", "'start'")),
  };
}

/** What Alembic and the server did with a fixture. */
interface Outcome {
  readonly failure: Failure | undefined;
  readonly relations: ReadonlyMap<string, Seen>;
  readonly rewritten: ReadonlySet<string>;
}

const python = await pythonWithAlembic();

describe('what the rules claim of their fixtures', () => {
  let alembic: ForkedAlembic;
  before(() => {
    alembic = new ForkedAlembic(python);
  });
  after(() => alembic.end());

  for (const major of [15, 18] as const) {
    describe(`on PostgreSQL ${major}`, () => {
      let server: PostgresServer;
      let template: DatabaseAddress;
      before(async () => {
        server = await startPostgres(major);
        template = await createDatabase(server);
        await withClient(template.url, installProbe);
        const project = writeProject({ url: template.url, migrations: [base] });
        try {
          assert.equal(await alembic.run('upgrade', project.project.config, 'heads'), undefined);
        } finally {
          project.remove();
        }
      });
      after(() => server.stop());

      for (const rule of rulesWithFixtures())
        for (const item of readable(rule).filter(({ postgres }) => postgres.includes(major)))
          prove(item);

      function prove(item: ClaimCase): void {
        const title = `${item.rule}, ${item.fixture}: ${JSON.stringify(item.claim)}`;
        if (isOlder(python, item.alembic)) {
          console.log(`NOT CLAIMED of ${python.label}, which lacks the option: ${title}`);
          return;
        }
        it(title, async () => {
          const before = await runFixture(item, item.fixture);
          const against = disagreement(item.claim, before);
          assert.ok(against === undefined, `${item.fixture}: ${against ?? ''}`);
          if (item.fixed === undefined) return;
          const after = await runFixture(item, item.fixed);
          const still = remains(item.claim, after);
          assert.ok(still === undefined, `${item.fixed}: ${still ?? ''}`);
        });
      }

      async function runFixture(item: ClaimCase, fixture: string): Promise<Outcome> {
        const { url } = await createDatabase(server, template.database);
        const migrations = [base, ...migrationsOf(item.rule, fixture)];
        const project = writeProject({ url, preface: hook, migrations });
        try {
          return await withClient(url, async (client) => {
            if (item.setup !== undefined) await client.query(item.setup);
            await forget(client);
            const files = await filesOf(client);
            let failure: Failure | undefined;
            for (const step of item.run) {
              if (step === 'upgrade' || step === 'downgrade') {
                const target = step === 'upgrade' ? 'heads' : 'start';
                failure ??= await alembic.run(step, project.project.config, target);
              } else {
                await client.query(step);
                failure = undefined;
              }
            }
            if (item.then !== undefined) failure ??= await failureOf(client, item.then);
            const rewritten = new Set<string>();
            for (const [oid, { name, file }] of await filesOf(client))
              if ((files.get(oid)?.file ?? file) !== file) rewritten.add(name);
            return { failure, relations: await seen(client), rewritten };
          });
        } finally {
          project.remove();
        }
      }
    });
  }
});

/** A file that cannot be read is one failed test. */
function readable(rule: string): readonly ClaimCase[] {
  try {
    return claimsOf(rule);
  } catch (error) {
    it(`${rule}/claims.yaml`, () => {
      throw error;
    });
    return [];
  }
}

function migrationsOf(rule: string, fixture: string): MigrationText[] {
  const place = join(rulesFixtures, rule, fixture);
  const files = statSync(place).isDirectory()
    ? readdirSync(place)
        .filter((name) => name.endsWith('.py'))
        .map((name) => join(place, name))
    : [place];
  return files.map(migration);
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function failureOf(client: pg.Client, sql: string): Promise<Failure | undefined> {
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    return { sqlstate: (error as { readonly code?: string }).code ?? '', error: String(error) };
  }
}

function isOlder({ label }: PythonWithAlembic, wanted: string | undefined): boolean {
  const installed = /Alembic ([\d.]+)/.exec(label)?.[1] ?? '0';
  return wanted !== undefined && installed.localeCompare(wanted, 'en', { numeric: true }) < 0;
}

/** Why the claim does not hold; undefined: it holds. */
function disagreement(claim: Claim, { failure, relations, rewritten }: Outcome) {
  if ('fails' in claim)
    return failure && fits(claim.fails, failure)
      ? undefined
      : `it should fail with ${claim.fails}, but ${failure ? said(failure) : 'it succeeds'}`;
  if (failure) return said(failure);
  if ('rewrites' in claim)
    return rewritten.has(claim.rewrites)
      ? undefined
      : `${claim.rewrites} keeps its file; rewritten: ${[...rewritten].join(', ')}`;
  if ('scans' in claim)
    return relations.get(claim.scans)?.scanned
      ? undefined
      : `no row of ${claim.scans} is read while nobody can write`;
  for (const [relation, mode] of Object.entries(claim.locks)) {
    const lock = relations.get(relation)?.lock ?? '';
    if (lock !== mode) return `the strongest lock on ${relation} is ${lock || 'none'}, not ${mode}`;
  }
  return undefined;
}

/** What of the claim still holds after the repair; undefined: nothing. */
function remains(claim: Claim, { failure, relations, rewritten }: Outcome): string | undefined {
  if (failure) return said(failure);
  if ('fails' in claim) return undefined;
  if ('rewrites' in claim)
    return rewritten.has(claim.rewrites) ? `${claim.rewrites} is still rewritten` : undefined;
  if ('scans' in claim)
    return relations.get(claim.scans)?.scanned
      ? `rows of ${claim.scans} are still read while nobody can write`
      : undefined;
  for (const [relation, mode] of Object.entries(claim.locks)) {
    const lock = relations.get(relation)?.lock ?? '';
    if (strength(lock) >= strength(mode)) return `${relation} is still locked: ${lock}`;
  }
  return undefined;
}

function fits(expected: string, { sqlstate, error }: Failure): boolean {
  const [, pattern] = /^\/(.*)\/$/.exec(expected) ?? [];
  return pattern === undefined ? sqlstate === expected : new RegExp(pattern, 's').test(error);
}

const said = ({ sqlstate, error }: Failure) => `it fails: ${sqlstate} ${error}`;
