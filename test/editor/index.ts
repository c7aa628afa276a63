import Mocha from 'mocha';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { screenshot, windowAvailable } from './support/window.js';

/**
 * What VS Code calls to run the tests: every test file that was built beside this one and that
 * `ALEMBIC_PILOT_TEST_FILES` (a regular expression on the name) lets through.
 *
 * @throws Error when a test failed, which makes VS Code end with code 1.
 */
export async function run(): Promise<void> {
  const grep = process.env['ALEMBIC_PILOT_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 120_000,
    forbidOnly: true,
    ...(grep === undefined ? {} : { grep }),
  });
  const wanted = new RegExp(process.env['ALEMBIC_PILOT_TEST_FILES'] ?? '', 'u');
  const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.test.mjs'));
  for (const name of names.filter((name) => wanted.test(name)).sort()) {
    mocha.addFile(join(import.meta.dirname, name));
  }
  await mocha.loadFilesAsync();
  const counts = { vscode: vscode.version, passed: 0, failed: 0, skipped: [] as string[] };
  const pictures: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', () => counts.passed++)
      .on('pending', (test) => counts.skipped.push(test.fullTitle()))
      .on('fail', (test) => {
        counts.failed++;
        const name = `failed-${test.fullTitle().replace(/[^a-z0-9]+/giu, '-')}`;
        if (windowAvailable) pictures.push(screenshot(name));
      });
  });
  await Promise.allSettled(pictures);
  const report = process.env['ALEMBIC_PILOT_TEST_REPORT'];
  if (report !== undefined) await writeFile(report, JSON.stringify(counts));
  console.log(JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} editor tests failed`);
}
