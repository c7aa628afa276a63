import { autogenerateMigration } from '../../actions/new-migration-autogenerate.js';
import { newMigration, type MigrationContent } from '../../actions/new-migration.js';
import { runMigrations } from '../../actions/run-migrations.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import { UsageError, type Command, type Invocation } from '../command.js';
import { actionContext, contextOptions } from '../context.js';
import { keySource } from '../new-keys.js';
import { printNew, type NewResult } from '../new-result.js';
import { findProject, projectJson } from '../projects.js';
import { portsOf } from '../run-command.js';
import { oneRevision } from '../revision.js';

export const newCommand: Command = {
  name: 'new',
  summary: 'Writes a new migration by the conventions of the project.',
  positionals: [],
  takesValues: true,
  options: {
    ...contextOptions,
    message: { type: 'string', short: 'm', value: 'TEXT', help: 'What it is for' },
    autogenerate: { type: 'boolean', help: 'Have Alembic compare models and database' },
    pattern: { type: 'string', value: 'ID', help: 'Write a pattern; its parameters as name=value' },
    plan: { type: 'string', value: 'NUMBER', help: 'Write what the roadmap plans' },
    empty: { type: 'boolean', help: 'Write nothing into it (the default)' },
    head: {
      type: 'string',
      value: 'R',
      help: 'Follow this revision, where there are several heads',
    },
    apply: { type: 'boolean', help: 'With --autogenerate: apply first what is pending' },
    yes: { type: 'boolean', help: 'With --apply: do not ask' },
  },
  async run(invocation) {
    const loaded = await findProject(invocation);
    const result = await made(invocation, loaded);
    return printNew(invocation, projectJson(loaded, invocation.directory), result);
  },
};

async function made(invocation: Invocation, loaded: LoadedProject): Promise<NewResult> {
  const { directory: root, option, flag } = invocation;
  const message = option('message');
  const at = option('head');
  const head = at === undefined ? undefined : oneRevision(loaded.graph, at);
  const content = contentOf(invocation);
  if (content) {
    const keys = content.kind === 'plan' ? await keySource(invocation, loaded) : undefined;
    return newMigration(loaded, { message, content, head }, { root, keys });
  }
  if (message === undefined) throw new UsageError('--autogenerate wants a message: -m "…".');
  const context = await actionContext(invocation, loaded);
  const ports = portsOf(invocation);
  const first = await autogenerateMigration(context, loaded, { message, head }, ports);
  if (first.outcome !== 'behind' || !flag('apply')) return first;
  const { outcome } = await runMigrations(context, { do: 'upgrade', revision: undefined }, ports);
  return outcome === 'done'
    ? autogenerateMigration(context, loaded, { message, head }, ports)
    : first;
}

/** What it holds; undefined for autogenerate. */
function contentOf({ option, flag, values }: Invocation): MigrationContent | undefined {
  const [pattern, plan] = [option('pattern'), option('plan')];
  const given = [flag('autogenerate'), flag('empty'), pattern !== undefined, plan !== undefined];
  if (given.filter(Boolean).length > 1)
    throw new UsageError('--autogenerate, --empty, --pattern and --plan exclude each other.');
  if (pattern === undefined && Object.keys(values).length > 0)
    throw new UsageError('name=value goes with --pattern.');
  if (plan !== undefined) return { kind: 'plan', number: plan };
  if (pattern !== undefined) return { kind: 'pattern', pattern, values };
  return flag('autogenerate') ? undefined : { kind: 'empty' };
}
