import { connect } from '../../actions/connect.js';
import { verifyRevisions } from '../../actions/verify.js';
import { verificationText } from '../../core/report/verification-text.js';
import type { Command } from '../command.js';
import { actionContext, contextOptions, readingPorts } from '../context.js';
import { findProject, projectJson } from '../projects.js';
import { oneRevision } from '../revision.js';
import { verificationJson } from '../run-result.js';

export const verify: Command = {
  name: 'verify',
  summary: 'Holds what a revision declares against the catalogs of the database.',
  positionals: [],
  options: {
    ...contextOptions,
    revision: { type: 'string', value: 'R', help: 'This revision (default: the current ones)' },
  },
  async run(invocation) {
    const { directory, json, output } = invocation;
    const loaded = await findProject(invocation);
    const context = await actionContext(invocation, loaded);
    const ports = readingPorts(invocation);
    const text = invocation.option('revision');
    const wanted = text === undefined ? undefined : [oneRevision(loaded.graph, text)];
    const state = await connect(context, ports);
    const verifications = await verifyRevisions(context, wanted ?? state.current, ports);
    if (json) {
      output.json({
        version: 1,
        ...projectJson(loaded, directory),
        database: state.identity,
        verifications: verifications.map((one) => verificationJson(one, directory)),
      });
    } else {
      if (verifications.length === 0) output.result('No revision is applied.');
      for (const one of verifications) {
        output.result(verificationText(`${one.revision} ${one.expected}`, one.rows));
      }
    }
    return verifications.some(({ rows }) => rows.some(({ state }) => state === 'fails')) ? 1 : 0;
  },
};
