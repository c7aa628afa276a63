/**
 * The process in which the embedded PostgreSQL lives: PGlite behind a socket of 127.0.0.1. PGlite
 * blocks its event loop while it works and never heeds `statement_timeout`, so it must be possible
 * to end it from outside at any moment, and it must not outlive whoever started it.
 *
 * Its one argument is an `EmbeddedOptions` as JSON. It answers with one line of JSON, an
 * `EmbeddedAnswer`, and then serves until its standard input ends (it is killed at once) or says
 * `s` (it closes its files first).
 */
import { existsSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { EmbeddedAnswer, EmbeddedOptions } from './embedded-options.js';
import { watchParent } from './watch-parent.js';
import { serveDatabase } from './wire-server.js';

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as EmbeddedOptions;
  const opening = PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    extensions: Object.fromEntries(
      (options.extensions ?? []).map((name) => [name, extensionBundle(name)]),
    ),
  });
  watchParent(() => void opening.then((database) => database.close()).finally(end));
  answer({ port: await serveDatabase(await opening) });
}

/** The files that hold an extension: beside the bundle, or in the package. */
function extensionBundle(name: string): URL {
  const beside = new URL(`./${name}.tar.gz`, import.meta.url);
  if (existsSync(beside)) return beside;
  const library = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const inPackage = new URL(`./${name}.tar.gz`, pathToFileURL(library));
  if (existsSync(inPackage)) return inPackage;
  throw new Error(`the embedded PostgreSQL has no extension ${name}`);
}

function answer(message: EmbeddedAnswer): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}

/** The thread that reads standard input cannot be stopped in an orderly way. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

main().catch((error: unknown) => {
  answer({ failed: error instanceof Error ? error.message : String(error) });
  end();
});
