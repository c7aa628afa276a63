import { pathToFileURL } from 'node:url';
import type { AnalysisCoverage } from '../core/analyze.js';
import { findingGithub } from '../core/report/findings-github.js';
import { findingsGitlab } from '../core/report/findings-gitlab.js';
import { findingJson } from '../core/report/findings-json.js';
import { findingsSarif } from '../core/report/findings-sarif.js';
import { findingText } from '../core/report/findings-text.js';
import type { Reported } from '../core/report/reported.js';
import { allRules } from '../core/rules/all-rules.js';
import type { Finding } from '../core/rules/finding.js';
import { standardInput } from '../core/rules/suppressions.js';
import type { Invocation } from './command.js';
import { ownFile, ownVersion } from './own-files.js';
import { relativePath } from './paths.js';

/** What was checked, of one project or of standard input. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly coverage: AnalysisCoverage;
  readonly configuration: { readonly postgres: number };
  readonly texts: ReadonlyMap<string, string>;
}

/** Formats of `check` beside text and JSON. */
export const checkFormats = ['sarif', 'github', 'gitlab'];

/**
 * Prints what was found in the format that was asked for, on standard output.
 *
 * @param selected per project: which revisions, and why these
 */
export function printChecked(
  { directory, format, output }: Invocation,
  all: readonly Checked[],
  selected: readonly object[],
): void {
  const relative = (file: string) =>
    file === standardInput ? file : relativePath(directory, file);
  const textOf = (file: string) =>
    all.map(({ texts }) => texts.get(file)).find((text) => text !== undefined);
  const found = all.flatMap(({ findings, texts }) =>
    findings.map((finding): Reported => {
      const text = texts.get(finding.file) ?? '';
      return { finding, text, shown: findingJson(finding, text, relative) };
    }),
  );
  switch (format) {
    case 'json':
      output.json(checkJson(all, found, selected, relative));
      break;
    case 'sarif': {
      const rules = allRules;
      const version = ownVersion();
      output.json(findingsSarif(found, { version, rules, pageOf, textOf, relative }));
      break;
    }
    case 'gitlab':
      output.json(findingsGitlab(found));
      break;
    case 'github':
      for (const { shown } of found) output.result(findingGithub(shown));
      break;
    default:
      for (const { shown, text } of found) output.result(`${findingText(shown, text)}\n`);
  }
}

function pageOf(rule: string): string | undefined {
  const file = ownFile(`docs/rules/${rule}.md`);
  return file === undefined ? undefined : pathToFileURL(file).href;
}

function checkJson(
  all: readonly Checked[],
  found: readonly Reported[],
  selected: readonly object[],
  relative: (file: string) => string,
) {
  const coverages = all.map(({ coverage }) => coverage);
  const sum = (key: 'revisions' | 'operations' | 'statements' | 'understood') =>
    coverages.reduce((total, coverage) => total + coverage[key], 0);
  return {
    version: 1,
    postgresVersion: all[0]?.configuration.postgres,
    selected,
    coverage: {
      revisions: sum('revisions'),
      operations: sum('operations'),
      statements: sum('statements'),
      understood: sum('understood'),
      unanalyzable: coverages.flatMap(({ unanalyzable }) =>
        unanalyzable.map(({ file, line, reason }) => ({ file: relative(file), line, reason })),
      ),
    },
    findings: found.map(({ shown }) => shown),
  };
}
