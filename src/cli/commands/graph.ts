import { graphJson } from '../../core/graph/graph-json.js';
import { historyRows } from '../../core/graph/history.js';
import { historyText } from '../../core/report/history-text.js';
import type { Command } from '../command.js';
import { problemText } from '../problem-text.js';
import { findProjects, projectName, projectOptions } from '../projects.js';

export const graph: Command = {
  name: 'graph',
  summary: 'Shows the revision graph of every project, without running anything.',
  positionals: [],
  options: projectOptions,
  async run(invocation) {
    const { directory, json, output } = invocation;
    const loaded = await findProjects(invocation);
    if (json) {
      const projects = loaded.map(({ project, graph }) => graphJson(project, graph, directory));
      output.json({ version: 1, projects });
      return 0;
    }
    for (const one of loaded) {
      output.result(projectName(one, directory));
      output.result(historyText(historyRows(one.graph, undefined)));
      output.result(problemText(one.graph.problems, directory));
    }
    return 0;
  },
};
