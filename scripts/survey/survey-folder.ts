import path from 'node:path';
import { check } from '../../src/actions/check.js';
import type { AnalysisCoverage } from '../../src/core/analyze.js';
import type { Finding } from '../../src/core/rules/finding.js';
import { loadProjects } from '../../src/system/files/load-project.js';
import { proveProject } from '../../src/system/files/prove-project.js';

/** A finding, and the text of the file that it stands in. */
export interface SurveyedFinding {
  readonly finding: Finding;
  readonly text: string;
}

/** What the check made of one project. */
export interface ProjectSurvey {
  /** The configuration, relative to the folder that was surveyed, and that folder's name. */
  readonly name: string;
  readonly coverage: AnalysisCoverage;
  readonly findings: readonly SurveyedFinding[];
  readonly milliseconds: number;
  /** What was thrown, or the findings of rules about themselves. */
  readonly crashes: readonly string[];
}

const nothing: AnalysisCoverage = {
  revisions: 0,
  operations: 0,
  statements: 0,
  understood: 0,
  unanalyzable: [],
};

/** Checks every revision of every project below a folder. Does not reject. */
export async function surveyFolder(folder: string): Promise<readonly ProjectSurvey[]> {
  const root = path.resolve(folder);
  const surveys: ProjectSurvey[] = [];
  for (const found of await loadProjects(root)) {
    const name = `${path.basename(root)} ${path.relative(root, found.project.config)}`;
    const start = performance.now();
    try {
      const { findings, coverage, texts } = await check(await proveProject(found), {
        root,
        all: true,
      });
      surveys.push({
        name,
        coverage,
        findings: findings.map((finding) => ({ finding, text: texts.get(finding.file) ?? '' })),
        milliseconds: performance.now() - start,
        crashes: findings.flatMap(({ message }) => (ruleFailed.test(message) ? [message] : [])),
      });
    } catch (error) {
      const crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const milliseconds = performance.now() - start;
      surveys.push({ name, coverage: nothing, findings: [], milliseconds, crashes: [crash] });
    }
  }
  return surveys;
}

const ruleFailed = /^The rule \S+ failed here/;
