import { describe as describeAction } from '../../actions/describe.js';
import type { Command } from '../command.js';
import { actionContext, contextOptions, readingPorts } from '../context.js';
import { findProject, projectJson } from '../projects.js';

export const describe: Command = {
  name: 'describe',
  summary: 'Shows a table as the database has it, in the way of psql’s \\d.',
  positionals: ['table'],
  options: contextOptions,
  async run(invocation) {
    const { directory, json, output, positionals } = invocation;
    const loaded = await findProject(invocation);
    const context = await actionContext(invocation, loaded);
    const ports = readingPorts(invocation);
    const { identity, table, text } = await describeAction(context, positionals[0] ?? '', ports);
    if (json) {
      const project = projectJson(loaded, directory);
      output.json({ version: 1, ...project, database: identity, table, text });
    } else {
      output.result(text);
    }
    return 0;
  },
};
