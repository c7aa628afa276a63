import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkSql } from '../../src/actions/check-sql.js';
import type { PeerStatement } from './statements.js';

/** The rules that a tool named for each statement, in the order of the statements. */
export type Answers = readonly (readonly string[])[];

export type Tool = (statements: readonly PeerStatement[], major: number) => Promise<Answers>;

/** What `alembic-pilot check --stdin-sql` says, by the preset `recommended`. */
export const ours: Tool = async (statements, postgres) => {
  const root = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-peers-'));
  try {
    const answers: string[][] = [];
    for (const { sql, autocommit = false } of statements) {
      const { findings } = await checkSql(sql, { root, postgres, autocommit });
      answers.push(distinct(findings.map(({ rule, message }) => nameOf(rule, message))));
    }
    return answers;
  } finally {
    rmSync(root, { recursive: true });
  }
};

/** DETACH is found by the same rule as ATTACH, and reads nothing. */
const nameOf = (rule: string, message: string) =>
  rule === 'partition-blocks' && !message.includes('reads every row') ? `${rule} (a lock)` : rule;

/** @param folder where `squawk-cli` is installed by npm */
export const squawk = (folder: string): Tool =>
  onFiles((files, major, autocommit) => {
    const options = ['--reporter', 'json', '--pg-version', `${major}.0`];
    const mode = autocommit ? '--no-assume-in-transaction' : '--assume-in-transaction';
    const found = run(folder, 'squawk', [...options, mode, ...files]) as readonly {
      readonly file: string;
      readonly rule_name: string;
    }[];
    return found.map(({ file, rule_name: rule }) => ({ file, rule }));
  });

/** @param folder where `@flvmnt/pgfence` is installed by npm */
export const pgfence = (folder: string): Tool =>
  onFiles((files, major) => fenced(folder, files, major));

/** It prints nothing at all where one of the files is no SQL for it: then they are halved. */
function fenced(folder: string, files: readonly string[], major: number): Found {
  if (files.length === 0) return [];
  const options = ['--format', 'sql', '--output', 'json', '--min-pg-version', String(major)];
  const found = run(folder, 'pgfence', ['analyze', ...options, ...files]) as {
    readonly results?: readonly {
      readonly filePath: string;
      readonly checks: readonly { readonly ruleId: string }[];
      readonly policyViolations: readonly { readonly ruleId: string }[];
    }[];
  };
  if (found.results)
    return found.results.flatMap(({ filePath: file, checks, policyViolations }) =>
      [...checks, ...policyViolations].map(({ ruleId: rule }) => ({ file, rule })),
    );
  if (files.length === 1) return files.map((file) => ({ file, rule: 'syntax-error' }));
  const half = Math.ceil(files.length / 2);
  return [files.slice(0, half), files.slice(half)].flatMap((own) => fenced(folder, own, major));
}

type Found = readonly { readonly file: string; readonly rule: string }[];

function onFiles(
  check: (files: readonly string[], major: number, autocommit: boolean) => Found,
): Tool {
  return (statements, major) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-peers-'));
    try {
      const answers: string[][] = statements.map(() => []);
      for (const autocommit of [false, true]) {
        const files = new Map<string, number>();
        for (const [index, statement] of statements.entries())
          if ((statement.autocommit ?? false) === autocommit) {
            const file = path.join(folder, `${index}.sql`);
            writeFileSync(file, `${statement.sql.trimEnd().replace(/;$/, '')};\n`);
            files.set(file, index);
          }
        for (const { file, rule } of check([...files.keys()], major, autocommit))
          answers[files.get(file) ?? -1]?.push(rule);
      }
      return Promise.resolve(answers.map(distinct));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

/** What a tool prints as JSON; exit codes tell of findings, not of failure. */
function run(folder: string, name: string, argv: readonly string[]): unknown {
  const file = path.join(folder, 'node_modules/.bin', name);
  let printed: string;
  try {
    printed = execFileSync(file, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    printed = (error as { readonly stdout?: string }).stdout ?? '';
  }
  return printed.trim() === '' ? [] : JSON.parse(printed);
}

/** The version of an npm package in a folder. */
export function versionOf(folder: string, name: string): string {
  const file = path.join(folder, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

const distinct = (rules: readonly string[]) => [...new Set(rules)].sort();
