import { readFile } from 'node:fs/promises';
import { allRules } from '../../core/rules/all-rules.js';
import { UsageError, type Command } from '../command.js';
import { ownFile } from '../own-files.js';

export const explain: Command = {
  name: 'explain',
  summary: "Prints a rule's page: why it matters, what to write instead.",
  positionals: ['rule'],
  options: {},
  async run({ positionals, json, output }) {
    const rule = allRules.find(({ id }) => id === positionals[0]);
    if (!rule)
      throw new UsageError(
        `There is no rule ${JSON.stringify(positionals[0])}; see alembic-pilot rules.`,
      );
    const { id, title, category, severity } = rule;
    const file = ownFile(`docs/rules/${id}.md`);
    const page = file === undefined ? undefined : await readFile(file, 'utf8');
    if (json) output.json({ version: 1, id, title, category, severity, page: page ?? null });
    else output.result(page ?? `${id} (${severity}): ${title}.`);
    return 0;
  },
};
