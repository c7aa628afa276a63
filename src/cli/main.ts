#!/usr/bin/env node
import { commands } from './commands/all-commands.js';
import { runCli } from './run-cli.js';
import { terminalOutput } from './terminal-output.js';

const cancel = new AbortController();
process.once('SIGINT', () => {
  cancel.abort();
});
process.once('SIGTERM', () => {
  cancel.abort();
});
// A reader that closes the pipe (`| head`) is no error of ours.
process.stdout.on('error', () => process.exit(0));

process.exitCode = await runCli(process.argv.slice(2), commands, terminalOutput(), cancel.signal);
