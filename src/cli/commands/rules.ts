import { allRules } from '../../core/rules/all-rules.js';
import type { Command } from '../command.js';

export const rules: Command = {
  name: 'rules',
  summary: 'Lists the rules, with the severity that each has by default.',
  positionals: [],
  options: {},
  run({ json, output }) {
    const rows = allRules.map(({ id, title, category, severity }) => ({
      id,
      title,
      category,
      severity,
    }));
    if (json) output.json({ version: 1, rules: rows });
    else {
      const width = Math.max(...rows.map(({ id }) => id.length));
      for (const { id, severity, title } of rows)
        output.result(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`);
    }
    return Promise.resolve(0);
  },
};
