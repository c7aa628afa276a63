import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { alembicArgs } from '../core/alembic/command-specs.js';
import { commandLine } from '../core/alembic/command-line.js';
import { explainFailure } from '../core/alembic/explain-failure.js';
import { redactCommand } from '../core/alembic/redact.js';
import { upgradeSteps } from '../core/graph/runs.js';
import { followsNaming, namingOf } from '../core/naming/next-name.js';
import { readBody } from '../core/revisions/read-body.js';
import { runBridge } from '../system/bridge/bridge-client.js';
import { afterGenerate } from '../system/runners/compose-generated.js';
import { ComposeRunner } from '../system/runners/compose-runner.js';
import { exists } from '../system/files/exists.js';
import { loadProject, type LoadedProject } from '../system/files/load-project.js';
import { ActionError } from './action-error.js';
import { logged, redirectOf } from './bridge-options.js';
import { connect } from './connect.js';
import { emptyReason } from './new-migration-empty.js';
import { proposeMigration, type Proposal, type SeveralHeads } from './new-migration-name.js';
import type { CreatedMigration } from './new-migration.js';
import { requireSound } from './plan-run.js';
import type { ActionContext, ActionPorts } from './types.js';

/** The database is behind the history, so nothing can be compared with it. */
export interface BehindHead {
  readonly outcome: 'behind';
  /** What has to be applied first, in order. */
  readonly pending: readonly string[];
}

export interface AutogenerateRequest {
  readonly message: string;
  readonly head?: string | undefined;
  /** False where git must not be run. */
  readonly git?: boolean | undefined;
}

type Ports = Pick<ActionPorts, 'log' | 'progress' | 'signal'>;

/**
 * Has the project's own Alembic compare models and database and write the difference, under the id
 * and the name that the project would give it.
 *
 * @throws ActionError where Alembic fails otherwise than by a choice that is left to the user
 */
export async function autogenerateMigration(
  context: ActionContext,
  loaded: LoadedProject,
  { message, head, git }: AutogenerateRequest,
  ports: Ports,
): Promise<CreatedMigration | SeveralHeads | BehindHead> {
  const { project, graph, runner } = context;
  requireSound(context);
  const proposal = await proposeMigration(loaded, { message, head, git });
  if ('outcome' in proposal) return proposal;
  const [down] = proposal.down;
  const problem = await runner.check?.(
    down === undefined ? [] : [graph.revisions.get(down)?.file ?? project.config],
  );
  if (problem) throw new ActionError(problem);
  const args = alembicArgs({
    do: 'revision',
    autogenerate: true,
    message,
    revId: proposal.id,
    ...(head === undefined ? {} : { head }),
    ...(down === undefined && project.versionLocations.length > 1
      ? { versionPath: runner.toRunner(proposal.folder) }
      : {}),
  });
  ports.log(`$ ${commandLine(redactCommand(runner.alembic(args)))}`);
  ports.progress({ message: 'Comparing models and database', done: 0, total: 0 });
  const result = await runBridge(
    runner,
    project,
    { do: 'alembic', args, ...redirectOf(context.database) },
    logged(ports),
  );
  if (result.outcome === 'done') return created(context, proposal, message, result.stdout);
  const said = result.failure?.message ?? '';
  if (/Target database is not up to date/u.test(said)) {
    const { applied } = await connect(context, ports);
    return { outcome: 'behind', pending: upgradeSteps(graph, applied, graph.heads) };
  }
  if (/Multiple head(?:s| revisions) are present/u.test(said))
    return { outcome: 'several heads', heads: graph.heads };
  throw new ActionError(explainFailure(result, runner));
}

async function created(
  context: ActionContext,
  proposal: Proposal,
  message: string,
  stdout: string,
): Promise<CreatedMigration> {
  const brought = await bring(context, proposal, stdout);
  const file = await renamed(context, proposal, message, brought.file);
  const text = await readFile(file, 'utf8').catch(() => '');
  const empty = readBody(text).upgrade?.empty ?? false;
  const reason = empty ? await emptyReason(context.project) : undefined;
  return {
    outcome: 'created',
    file,
    revision: proposal.id,
    down: proposal.down,
    message,
    empty,
    notes: [...proposal.notes, ...brought.notes, ...(reason === undefined ? [] : [reason])],
  };
}

/** The new file on this machine. */
async function bring(
  { runner, project }: ActionContext,
  { id, folder }: Proposal,
  stdout: string,
): Promise<{ readonly file: string; readonly notes: readonly string[] }> {
  const printed = /^\s*Generating (.+?\.py)\s*\.\.\./mu.exec(stdout)?.[1];
  if (printed !== undefined && runner instanceof ComposeRunner) {
    const generated = await afterGenerate(runner, printed, folder);
    if ('title' in generated) throw new ActionError(generated);
    const { file, copied, owner } = generated;
    const name = path.basename(file);
    const copy = `${name} was only in the container and was copied out: build the image again before it is applied.`;
    const whose = owner ? [`${owner.title}. ${owner.whatToDo}`] : [];
    return { file, notes: [...(copied ? [copy] : []), ...whose] };
  }
  const mapped = printed === undefined ? undefined : runner.toHost(printed);
  if (mapped !== undefined && (await exists(mapped))) return { file: mapped, notes: [] };
  const { graph } = await loadProject(project);
  const found = graph.revisions.get(id)?.file;
  if (found !== undefined) return { file: found, notes: [] };
  throw new ActionError({
    title: `The new file is not on this machine.`,
    cause: `Alembic wrote ${printed ?? 'it'} where ${runner.label} runs.`,
    whatToDo: 'Copy it into the versions folder, or map its folder in the settings of the runner.',
  });
}

/** Alembic names files by `file_template`; the project may have another habit. */
async function renamed(
  { project, graph }: ActionContext,
  { id, fileName }: Proposal,
  message: string,
  file: string,
): Promise<string> {
  const stem = path.basename(file, '.py');
  const wanted = path.join(path.dirname(file), fileName);
  if (wanted === file || followsNaming(namingOf(project, graph), stem, id, message)) return file;
  if (await exists(wanted)) return file;
  await rename(file, wanted).catch(() => undefined);
  return (await exists(wanted)) ? wanted : file;
}
