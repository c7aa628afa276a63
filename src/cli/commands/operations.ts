import { operationsJson } from '../../core/revisions/operations-json.js';
import { readBody } from '../../core/revisions/read-body.js';
import type { Command } from '../command.js';
import { relativePath } from '../paths.js';
import { findProjects, projectOptions } from '../projects.js';

export const operations: Command = {
  name: 'operations',
  summary: 'Lists what upgrade() and downgrade() of each migration do.',
  positionals: [],
  options: projectOptions,
  async run(invocation) {
    const { directory, json, output } = invocation;
    const projects = await findProjects(invocation);
    const files = projects.flatMap(({ files }) =>
      files.flatMap(({ file, text, reading }) =>
        'revision' in reading
          ? [
              {
                file: relativePath(directory, file),
                revision: reading.revision.revision,
                ...operationsJson(readBody(text)),
              },
            ]
          : [],
      ),
    );
    if (json) output.json({ version: 1, files });
    else output.result(files.map(fileText).join('\n'));
    return 0;
  },
};
