import { UsageError, type Command } from '../command.js';
import { findProject } from '../projects.js';
import { runCommand, runOptions } from '../run-command.js';
import { oneRevision } from '../revision.js';

export const downgrade: Command = {
  name: 'downgrade',
  summary: 'Undoes revisions and verifies that they are gone.',
  positionals: [],
  options: {
    ...runOptions,
    revision: {
      type: 'string',
      value: 'R',
      help: 'Undo R, its applied descendants and what depends on them, nothing else',
    },
    to: { type: 'string', value: 'R', help: 'Undo all that came after R; base undoes everything' },
  },
  async run(invocation) {
    const loaded = await findProject(invocation);
    const undo = invocation.option('revision');
    const to = invocation.option('to');
    if ((undo === undefined) === (to === undefined)) {
      throw new UsageError('Say what to undo: either --revision R or --to R.');
    }
    if (undo !== undefined) {
      const revision = oneRevision(loaded.graph, undo);
      return runCommand(invocation, loaded, { do: 'roll back', revision });
    }
    const revision = to === undefined || to === 'base' ? undefined : oneRevision(loaded.graph, to);
    return runCommand(invocation, loaded, { do: 'downgrade', revision });
  },
};
