import { fingerprints, type Reported } from './reported.js';

const severities = { error: 'critical', warning: 'major', info: 'minor', hint: 'info' } as const;

/**
 * Findings as a Code Quality report. The fingerprints do not depend on line numbers, so that a merge
 * request shows what it brings and not what it moves.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function findingsGitlab(all: readonly Reported[]): readonly object[] {
  const prints = fingerprints(all);
  return all.map(({ shown }, index) => ({
    description: `${shown.message} ${shown.help}`,
    check_name: shown.rule,
    fingerprint: prints[index],
    severity: severities[shown.severity],
    location: { path: shown.file, lines: { begin: shown.line, end: shown.endLine } },
  }));
}
