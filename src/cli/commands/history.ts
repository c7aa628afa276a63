import { connect } from '../../actions/connect.js';
import { historyRows, type HistoryRow } from '../../core/graph/history.js';
import { historyText } from '../../core/report/history-text.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import { UsageError, type Command, type Invocation } from '../command.js';
import { contextFor, contextOptions, readingPorts } from '../context.js';
import { databaseChoice } from '../database.js';
import { relativePath } from '../paths.js';
import { findProjects, projectJson, projectName } from '../projects.js';

export const history: Command = {
  name: 'history',
  summary: 'Lists the newest revisions; with a database, which of them are applied.',
  positionals: [],
  options: {
    ...contextOptions,
    limit: { type: 'string', value: 'N', help: 'How many revisions (default 30; 0: all)' },
  },
  async run(invocation) {
    const { directory, json, output } = invocation;
    const limit = limitOf(invocation.option('limit') ?? '30');
    const projects = await findProjects(invocation);
    const results = [];
    for (const loaded of projects) {
      const rows = historyRows(loaded.graph, await applied(invocation, loaded));
      const shown = rows.slice(0, limit);
      results.push({
        ...projectJson(loaded, directory),
        total: rows.length,
        revisions: shown.map((row) => rowJson(row, directory)),
      });
      if (json) continue;
      output.result(projectName(loaded, directory));
      output.result(historyText(shown));
      const more = rows.length - shown.length;
      if (more > 0) output.result(`… ${more} older ones: --limit 0 shows all`);
    }
    if (json) output.json({ version: 1, projects: results });
    return 0;
  },
};

async function applied(
  invocation: Invocation,
  loaded: LoadedProject,
): Promise<Parameters<typeof historyRows>[1]> {
  const database = databaseChoice(invocation);
  if (!database) return undefined;
  return connect(await contextFor(invocation, loaded, database), readingPorts(invocation));
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0) {
    throw new UsageError(`--limit takes a whole number, not ${JSON.stringify(text)}.`);
  }
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}

function rowJson({ revision: row, flags, state }: HistoryRow, directory: string): object {
  const { revision, down, dependsOn, branchLabels, message, file, line } = row;
  return {
    revision,
    down,
    dependsOn,
    branchLabels,
    message,
    file: relativePath(directory, file),
    line,
    flags,
    ...(state && { state }),
  };
}
