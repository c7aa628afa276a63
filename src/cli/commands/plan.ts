import { newMigration } from '../../actions/new-migration.js';
import { markPlanDone, readPlans, type Roadmap, type StatedPlan } from '../../actions/roadmap.js';
import type { PlanState } from '../../core/roadmap/roadmap.js';
import { UsageError, type Command } from '../command.js';
import { contextOptions } from '../context.js';
import { keySource } from '../new-keys.js';
import { printNew } from '../new-result.js';
import { relativePath } from '../paths.js';
import { findProject, projectJson } from '../projects.js';
import { oneRevision } from '../revision.js';

export const plan: Command = {
  name: 'plan',
  summary: 'Lists planned migrations, creates one, marks one as done.',
  positionals: [],
  options: {
    ...contextOptions,
    create: { type: 'string', value: 'NUMBER', help: 'Write the migration of this plan' },
    done: { type: 'string', value: 'NUMBER=R', help: 'Mark this plan as done by revision R' },
    head: { type: 'string', value: 'R', help: 'With --create: follow this revision' },
  },
  async run(invocation) {
    const { directory, json, output, option } = invocation;
    const [create, done, head] = [option('create'), option('done'), option('head')];
    if (create !== undefined && done !== undefined)
      throw new UsageError('--create and --done exclude each other.');
    const loaded = await findProject(invocation);
    const project = projectJson(loaded, directory);
    if (create !== undefined) {
      const content = { kind: 'plan', number: create } as const;
      const follows = head === undefined ? undefined : oneRevision(loaded.graph, head);
      const keys = await keySource(invocation, loaded);
      const options = { root: directory, keys };
      const result = await newMigration(loaded, { content, head: follows }, options);
      return printNew(invocation, project, result);
    }
    const options = { root: directory };
    const roadmap = await readPlans(loaded, options);
    if (done !== undefined) {
      const [, number, revision] = /^([^=]+)=(.+)$/u.exec(done) ?? [];
      if (number === undefined || revision === undefined)
        throw new UsageError('--done takes the plan and its revision: --done 060=060.');
      if (!roadmap)
        throw new UsageError(`There is no table of planned migrations in ${directory}.`);
      await markPlanDone(loaded, roadmap, number, oneRevision(loaded.graph, revision));
    }
    const now = done === undefined ? roadmap : await readPlans(loaded, options);
    if (json) output.json({ version: 1, ...project, ...plansJson(now, directory) });
    else output.result(plansText(now, directory));
    return 0;
  },
};

function plansJson(roadmap: Roadmap | undefined, directory: string): object {
  return {
    file: roadmap ? relativePath(directory, roadmap.file) : null,
    plans: (roadmap?.plans ?? []).map(
      ({ plan: { number, description, priority, ranges }, state }) => ({
        number,
        description,
        priority: priority ?? null,
        line: lineOf(roadmap?.text ?? '', ranges.row.from),
        state: state.kind,
        revision: state.kind === 'open' ? null : state.revision,
      }),
    ),
  };
}

function plansText(roadmap: Roadmap | undefined, directory: string): string {
  if (!roadmap) return 'No table of planned migrations was found.';
  const rows = roadmap.plans.map((one) => [
    one.plan.number,
    stateText(one.state),
    one.plan.priority ?? '',
    one.plan.description,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return [relativePath(directory, roadmap.file), ...lines.map((line) => `  ${line}`)].join('\n');
}

const stateTexts: Readonly<Record<PlanState['kind'], string>> = {
  open: 'open',
  done: 'done as',
  unknown: 'done as unknown',
  taken: 'number taken by',
};

function stateText(state: StatedPlan['state']): string {
  return state.kind === 'open' ? 'open' : `${stateTexts[state.kind]} ${state.revision}`;
}

const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length;
