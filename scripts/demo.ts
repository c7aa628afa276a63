/**
 * The example project on a database of its own, in a VS Code of its own.
 *
 *   npm run demo [-- --browser] [-- --port N]
 *
 * In the desktop VS Code if `code` is on PATH, else (or with `--browser`) in the browser.
 */
import { parseArgs } from 'node:util';
import { startDemo } from './demo/start-demo.js';

const { values } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
});

// A terminal sends Ctrl+C to every process of the command, and tsx passes it on once more: the
// second one must not end us before we have cleaned up.
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      resolve();
    });
});

const demo = await startDemo({ browser: values.browser, port: Number(values.port) });
console.log(`\nThe demo is in ${demo.window.where}`);
console.log('Press Connect in the view "Alembic", open a migration, and use its lenses.');
await Promise.race([interrupted, demo.window.ended]);
console.log('\nEnding the demo …');
await demo.stop();
