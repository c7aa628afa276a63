import { check } from '../../actions/check.js';
import { modelsJson } from '../../core/report/models-json.js';
import { modelsText } from '../../core/report/models-text.js';
import { allRules } from '../../core/rules/all-rules.js';
import type { Command } from '../command.js';
import { failOnOf, levels } from '../check-options.js';
import { relativePath } from '../paths.js';
import { findProjects, projectJson, projectName, projectOptions } from '../projects.js';

const only = new Set(allRules.flatMap(({ id, category }) => (category === 'models' ? [id] : [])));

export const models: Command = {
  name: 'models',
  summary:
    'Shows models and schemas, and what they lack after the migrations, without running anything.',
  positionals: [],
  options: {
    ...projectOptions,
    'fail-on': {
      type: 'string',
      value: 'error|warning|info|hint|never',
      help: 'The severity from which on the exit code is 1 (default: error)',
    },
  },
  async run(invocation) {
    const { directory, json, output } = invocation;
    const failOn = failOnOf(invocation);
    const relative = (file: string) => relativePath(directory, file);
    const projects: object[] = [];
    let failed = false;
    for (const loaded of await findProjects(invocation)) {
      const { code, findings, texts } = await check(loaded, { root: directory, only });
      const own = findings.filter(({ rule }) => only.has(rule));
      failed ||= own.some(({ severity }) => levels.indexOf(severity) <= failOn);
      const shown = modelsJson(code, own, loaded.graph.order, texts, relative);
      projects.push({ ...projectJson(loaded, directory), ...shown });
      if (json) continue;
      output.result(projectName(loaded, directory));
      output.result(modelsText(shown));
    }
    if (json) output.json({ version: 1, projects });
    return failed ? 1 : 0;
  },
};
