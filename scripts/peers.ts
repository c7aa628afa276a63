/**
 * Holds `check --stdin-sql` and its peers against what real servers do.
 *
 *   npm run peers                     measures anew, writes test/peers/truth.json, judges our answers
 *   npm run peers -- FOLDER           and those of squawk-cli and @flvmnt/pgfence, installed there by npm
 *   npm run peers -- [FOLDER] --kept  takes the truth as it was measured before
 *   npm run peers -- [FOLDER] --list  shows each disagreement
 *   npm run peers -- FOLDER --docs    writes the table of disagreements into docs/peers.md
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { figures, listing, type Judged } from './peers/compare.js';
import { disagreementTable } from './peers/report.js';
import { hazardsOf } from './peers/rule-hazards.js';
import {
  keyOf,
  readStatements,
  readTruth,
  truthFile,
  type PeerStatement,
} from './peers/statements.js';
import { ours, pgfence, squawk, versionOf, type Tool } from './peers/tools.js';
import { measureAll } from './peers/measure.js';
import type { Truth } from './peers/truth.js';
import { startPostgres } from './toolchain/postgres.js';

const list = process.argv.includes('--list');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const tools: readonly (readonly [name: string, version: string, tool: Tool])[] = [
  ['alembic-pilot', '', ours],
  ...(folder === undefined
    ? []
    : ([
        ['squawk', versionOf(folder, 'squawk-cli'), squawk(folder)],
        ['pgfence', versionOf(folder, '@flvmnt/pgfence'), pgfence(folder)],
      ] as const)),
];

const all = readStatements();
const truths: Partial<Record<string, Record<string, Truth>>> = process.argv.includes('--kept')
  ? readTruth()
  : {};
for (const major of [15, 18] as const) {
  const statements = all.filter(({ from = 10 }) => from <= major);
  const known = (truths[major] ??= await measured(major, statements));
  const asked = statements.filter(({ hidden }) => hidden === undefined);
  console.log(
    `PostgreSQL ${major}: ${statements.length} statements, ${asked.length} that the text can tell`,
  );
  const byTool: [string, readonly Judged[]][] = [];
  for (const [name, version, tool] of tools) {
    const answers = await tool(statements, major);
    const judged = statements.flatMap((statement, index): Judged[] => {
      const [truth, rules] = [known[keyOf(statement)], answers[index] ?? []];
      if (!truth || statement.hidden !== undefined) return [];
      return [{ statement, truth, rules, hazards: hazardsOf(name, rules) }];
    });
    console.log(figures(`${name} ${version}`.trim(), judged));
    byTool.push([name, judged]);
    if (list) console.log(listing(judged));
  }
  if (major === 18 && process.argv.includes('--docs')) await writeDocs(disagreementTable(byTool));
}
const text = await format(JSON.stringify(truths), { parser: 'json', printWidth: 100 });
writeFileSync(truthFile, text);

async function measured(major: 15 | 18, statements: readonly PeerStatement[]) {
  const server = await startPostgres(major);
  const truth = await measureAll(server, statements).finally(() => server.stop());
  return Object.fromEntries(
    statements.flatMap((statement, index) => {
      const found = truth[index];
      return found ? [[keyOf(statement), found]] : [];
    }),
  );
}

async function writeDocs(table: string): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../docs/peers.md');
  const written = readFileSync(file, 'utf8').replace(
    /(<!-- measured -->\n)[^]*(<!-- \/measured -->)/,
    (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
  );
  writeFileSync(file, await format(written, { parser: 'markdown' }));
}
