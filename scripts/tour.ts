/**
 * Drives the demo in a real VS Code, as a user would by mouse, and takes the pictures of the README.
 *
 *   npm run tour [-- --out DIR]        DIR: where the pictures go, docs/images unless told
 *
 * Fails if the database is not after the roll back what it was before the migration was applied.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDemo, type Demo } from './demo/start-demo.js';
import { projectRoot } from './toolchain/project-root.js';
import { openBrowserPage } from './toolchain/vscode-page.js';
import { readCatalogs } from './tour/catalogs.js';
import { writeNewMigration } from './tour/new-migration.js';
import { followSurroundings, Pictures } from './tour/pictures.js';
import { writeRiskyMigration } from './tour/risky-migration.js';
import { Visitor } from './tour/visitor.js';

const settings = {
  ...followSurroundings,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'workbench.layoutControl.enabled': false,
};

async function tour(demo: Demo, visitor: Visitor, pictures: Pictures): Promise<void> {
  const { databaseUrl, workspace } = demo;
  const before = await readCatalogs(databaseUrl);
  assert.deepEqual(before['version'], [['059']]);

  console.log('The history, read from the files');
  await visitor.openView('Alembic');
  await visitor.widenSideBar(120);
  await visitor.seeRow(/head 059 · next 060 · not connected/u);

  console.log('Connect: what is applied');
  await visitor.pressButton('Connect');
  await visitor.seeRow(/^059 \(current, head\)/u);
  await pictures.take('connected');

  console.log('A new migration, 060');
  await writeNewMigration(workspace.backend);
  await visitor.clickRow(/^060 \(pending, head\)/u);
  await visitor.seeLens('Apply');
  await visitor.seeLens('Not applied');
  await pictures.take('pending');

  console.log('Apply');
  await visitor.clickLens('Apply');
  await visitor.seeDialog('Apply revision 060');
  await pictures.take('apply');
  await visitor.answer('Apply');
  await visitor.seeRow(/^060 \(current, head\)/u);
  await visitor.pressToastButton(/Applied 060/u, 'Show');
  await visitor.seeInWebview('step_hash');
  await visitor.seeLens(/^\s*Verified: \d+ hold\s*$/u);
  await pictures.take('applied');
  const between = await readCatalogs(databaseUrl);
  assert.deepEqual(between['version'], [['060']]);
  assert.notDeepEqual(between['columns'], before['columns']);

  console.log('Roll back');
  await visitor.clickLens('Roll back 060');
  await visitor.seeDialog('Roll back revision 060');
  await pictures.take('roll-back');
  await visitor.answer('Roll back');
  await visitor.seeRow(/^059 \(current\)/u);
  await visitor.seeInWebview('Verified undone');
  await visitor.seeLens('Not applied');
  await pictures.take('rolled-back');
  assert.deepEqual(await readCatalogs(databaseUrl), before);
  console.log('The database is as it was before.');

  console.log('A migration with problems, 061');
  const remove = await writeRiskyMigration(workspace.backend);
  await visitor.clickRow(/^061 \(pending, head\)/u);
  await visitor.seeSquiggle('error');
  await visitor.closeOtherEditors();
  await visitor.openProblems();
  await visitor.seeProblem('column-not-null-without-default');
  await pictures.take('problems');
  await visitor.clickWord('nullable');
  await visitor.openLightBulb('server_default');
  await pictures.take('quick-fix');
  await remove();
}

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(projectRoot, 'docs', 'images') } },
});
const demo = await startDemo({ browser: true, settings });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void demo.stop().finally(() => process.exit(1)));
}
try {
  const { page, close } = await openBrowserPage({ width: 1440, height: 900 });
  const pictures = new Pictures(page, values.out);
  try {
    await page.goto(demo.window.address ?? '');
    await tour(demo, new Visitor(page), pictures);
  } catch (error) {
    await page.screenshot({ path: join(projectRoot, '.cache', 'screenshots', 'tour-failed.png') });
    throw error;
  } finally {
    await close();
  }
} finally {
  await demo.stop();
}
