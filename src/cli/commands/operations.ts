import { operationsText } from '../../core/report/operations-text.js';
import { operationsJson } from '../../core/revisions/operations-json.js';
import { readBody } from '../../core/revisions/read-body.js';
import type { LoadedProject } from '../../system/files/load-project.js';
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
    const files = [...distinctFiles(projects)].map(([file, { text, reading }]) => ({
      file: relativePath(directory, file),
      revision: 'revision' in reading ? reading.revision.revision : null,
      ...operationsJson(readBody(text)),
    }));
    if (json) output.json({ version: 1, files });
    for (const { file, revision, ...rows } of json ? [] : files) {
      output.result(operationsText(`${file} (${revision ?? 'no revision'})`, rows));
    }
    return 0;
  },
};

/** Migration files by path; a file that several projects share stands once. */
function distinctFiles(
  projects: readonly LoadedProject[],
): Map<string, LoadedProject['files'][number]> {
  const files = projects.flatMap((loaded) => loaded.files);
  return new Map(
    files.filter(({ reading }) => !('ignored' in reading)).map((loaded) => [loaded.file, loaded]),
  );
}
