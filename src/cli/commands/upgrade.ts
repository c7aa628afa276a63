import type { Command } from '../command.js';
import { findProject } from '../projects.js';
import { runCommand, runOptions } from '../run-command.js';
import { oneRevision } from '../revision.js';

export const upgrade: Command = {
  name: 'upgrade',
  summary: 'Applies revisions and verifies them in the database.',
  positionals: [],
  options: {
    ...runOptions,
    revision: { type: 'string', value: 'R', help: 'Up to this revision (default: all heads)' },
  },
  async run(invocation) {
    const loaded = await findProject(invocation);
    const text = invocation.option('revision') ?? 'heads';
    const revision = text === 'heads' ? undefined : oneRevision(loaded.graph, text);
    return runCommand(invocation, loaded, { do: 'upgrade', revision });
  },
};
