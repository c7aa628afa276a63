import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { report as makeReport } from '../../actions/report.js';
import { reportFails } from '../../core/report/migration-report.js';
import { reportMarkdown } from '../../core/report/migration-report-markdown.js';
import { UsageError, type Command } from '../command.js';
import { actionContext, contextOptions, readingPorts } from '../context.js';
import { findProject, projectJson } from '../projects.js';
import { oneRevision } from '../revision.js';

export const report: Command = {
  name: 'report',
  summary: 'Reports on revisions: current, backfills, foreign keys, verification, findings, to do.',
  positionals: [],
  options: {
    ...contextOptions,
    revision: { type: 'string', value: 'R,…', help: 'These revisions (default: the current ones)' },
    output: { type: 'string', value: 'FILE', help: 'Write the report into this file' },
  },
  async run(invocation) {
    const { directory, json, output, option } = invocation;
    const loaded = await findProject(invocation);
    const context = await actionContext(invocation, loaded);
    const named = option('revision')?.split(',');
    const wanted = named?.map((text) => oneRevision(loaded.graph, text));
    const options = { root: directory };
    const ports = readingPorts(invocation);
    const { report: told } = await makeReport(context, loaded, wanted, options, ports);
    const value = { version: 1, ...projectJson(loaded, directory), ...told };
    const file = option('output');
    if (file !== undefined)
      await write(file, json ? `${JSON.stringify(value, undefined, 2)}\n` : reportMarkdown(told));
    else if (json) output.json(value);
    else output.result(reportMarkdown(told).trimEnd());
    return reportFails(told) ? 1 : 0;
  },
};

/** @throws UsageError where the file cannot be written */
async function write(file: string, text: string): Promise<void> {
  await writeFile(path.resolve(file), text).catch((error: unknown) => {
    throw new UsageError(`The report cannot be written: ${(error as Error).message}`);
  });
}
