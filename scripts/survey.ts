/**
 * Checks every revision of every project below some folders, says how much was read and what was
 * found, and draws findings to be read by a person.
 *
 *   tsx scripts/survey.ts <dir>… [--seed N] [--sample N] [--rule ID]
 *
 * The sample has one finding of each rule that found something, then any; the same for the same seed.
 * Exit code 1 if something crashed.
 */
import { parseArgs } from 'node:util';
import { drawSample } from './survey/sample.js';
import { surveyFolder, type ProjectSurvey } from './survey/survey-folder.js';
import { sampledText, surveyText } from './survey/survey-text.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    sample: { type: 'string', default: '0' },
    rule: { type: 'string' },
  },
});
if (positionals.length === 0) throw new Error('Name a folder: npm run survey -- <dir>…');
const surveys: ProjectSurvey[] = [];
for (const folder of positionals) surveys.push(...(await surveyFolder(folder)));
console.log(surveyText(surveys));

const seed = Number(values.seed);
const findings = surveys
  .flatMap((one) => one.findings)
  .filter(({ finding }) => values.rule === undefined || finding.rule === values.rule);
const sample = drawSample(findings, ({ finding }) => finding.rule, Number(values.sample), seed);
if (sample.length > 0) console.log(`\nSample of ${sample.length} findings, seed ${seed}:\n`);
for (const [index, one] of sample.entries()) console.log(`${sampledText(one, index + 1)}\n`);
process.exitCode = surveys.some(({ crashes }) => crashes.length > 0) ? 1 : 0;
