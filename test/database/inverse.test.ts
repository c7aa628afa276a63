import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import {
  type GeneratedDowngrade,
  generateDowngrade,
} from '../../src/core/changes/inverse/generate-downgrade.js';
import { writeProject } from '../support/alembic-project.js';
import { replayProject, type ReplayedProject } from '../support/replayed-project.js';
import { AlembicLoop } from './support/alembic.js';
import { schemaLines } from './support/catalog.js';
import { inverseCases } from './support/inverse-cases.js';

/** Labels stay: the one thing in the example that no downgrade can undo. */
const withoutLabels = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/,gltf_geometry|,gltf_production|,blend_production/gu, ''));

function generate({ changes, schemas }: ReplayedProject, id: string): GeneratedDowngrade {
  return generateDowngrade(changes.get(id) ?? [], schemas.steps(id));
}

/** Puts a body in the place of the file's own `downgrade()`. */
async function replaceDowngrade(file: string, { code, imports }: GeneratedDowngrade) {
  const text = await readFile(file, 'utf8');
  const [head] = text.split(/^def downgrade\(\).*$/mu);
  const missing = imports.filter((line) => !head?.includes(line));
  await writeFile(file, `${head ?? ''}${missing.join('\n')}\n\n\ndef downgrade():\n${code}\n`);
}

describe('a generated downgrade()', () => {
  let python: PythonWithAlembic;
  before(async () => {
    python = await pythonWithAlembic();
  });

  for (const major of [15, 18] as const) {
    describe(`on PostgreSQL ${major}`, () => {
      let server: PostgresServer;
      before(async () => {
        server = await startPostgres(major);
      });
      after(() => server.stop());

      it('leads back from each of the example’s revisions to the schema before it', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-inverse-'));
        try {
          await copyExample(folder);
          const project = await replayProject(folder);
          const history = project.graph.order.toReversed();
          const reasons: string[] = [];
          const partly = new Set<string>();
          for (const id of history) {
            const generated = generate(project, id);
            for (const { line, reason } of generated.notDerivable) {
              reasons.push(`${id}:${line} ${reason}`);
              partly.add(id);
            }
            await replaceDowngrade(project.graph.revisions.get(id)?.file ?? '', generated);
          }
          const { url } = await createDatabase(server);
          const steps = new AlembicLoop(python, join(folder, 'backend'), url);
          const states = [await schemaLines(url)];
          for (const id of history) {
            await steps.run('upgrade', id);
            states.push(await schemaLines(url));
            await steps.run('downgrade', history[states.length - 3] ?? 'base');
            const back = withoutLabels(await schemaLines(url));
            assert.deepEqual(
              back,
              withoutLabels(states.at(-2) ?? []),
              `after the way back from ${id}`,
            );
            await steps.run('upgrade', id);
            assert.deepEqual(
              await schemaLines(url),
              states.at(-1),
              `after going up to ${id} again`,
            );
          }
          await steps.end();
          console.log(
            `    ${history.length} revisions: ${history.length - partly.size} wholly derivable, ` +
              `${partly.size} but for data, all back to the schema before`,
          );
          for (const reason of reasons) console.log(`      not derivable: ${reason}`);
          assert.ok(reasons.every((reason) => /gone$|under a condition$/u.test(reason)));
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      });

      for (const { title, before: sql, upgrade } of inverseCases)
        it(`leads back: ${title}`, async () => {
          const { url } = await createDatabase(server);
          const driver = python.label.includes('SQLAlchemy 1.') ? 'psycopg2' : 'psycopg';
          const project = writeProject({
            url,
            driver,
            migrations: [
              { id: 'r1', upgrade: sql.split(/;(?=\s*\n)/u).map(executed) },
              { id: 'r2', down: 'r1', upgrade },
            ],
          });
          try {
            const replayed = await replayProject(project.folder);
            const generated = generate(replayed, 'r2');
            const notes = generated.notDerivable.map(({ reason }) => reason);
            assert.deepEqual(notes, [], generated.code);
            await replaceDowngrade(replayed.graph.revisions.get('r2')?.file ?? '', generated);
            const steps = new AlembicLoop(python, project.folder, url);
            try {
              await steps.run('upgrade', 'r1');
              const start = await schemaLines(url);
              await steps.run('upgrade', 'r2');
              assert.notDeepEqual(await schemaLines(url), start);
              await steps.run('downgrade', 'r1');
              assert.deepEqual(await schemaLines(url), start, generated.code);
            } catch (error) {
              throw new Error(`${String(error)}\n${generated.code}`, { cause: error });
            } finally {
              await steps.end();
            }
          } finally {
            project.remove();
          }
        });
    });
  }
});

/** One statement as a line of Python; its colons are no parameters. */
function executed(statement: string): string {
  return `op.execute(${JSON.stringify(
    statement
      .trim()
      .replace(/;$/u, '')
      .replace(/:(?=here)/gu, '\\:'),
  )})`;
}
