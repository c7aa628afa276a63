import { connect } from '../../actions/connect.js';
import type { DatabaseState } from '../../actions/types.js';
import { upgradeSteps } from '../../core/graph/runs.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import type { Command, Invocation } from '../command.js';
import { contextFor, contextOptions, readingPorts } from '../context.js';
import { databaseChoice } from '../database.js';
import { relativePath } from '../paths.js';
import { problemText } from '../problem-text.js';
import { findProjects, projectJson, projectName } from '../projects.js';

export const status: Command = {
  name: 'status',
  summary: 'Shows heads and numbers of each project; with a database, what is applied and pending.',
  positionals: [],
  options: contextOptions,
  async run(invocation) {
    const { directory, json, output } = invocation;
    const projects = await findProjects(invocation);
    const rows = [];
    for (const loaded of projects) {
      const asked = await ask(invocation, loaded);
      rows.push(statusJson(loaded, asked, directory));
      if (!json) output.result(statusText(loaded, asked, directory));
    }
    if (json) output.json({ version: 1, projects: rows });
    return 0;
  },
};

interface Asked {
  readonly runner: string;
  readonly state: DatabaseState;
}

async function ask(invocation: Invocation, loaded: LoadedProject): Promise<Asked | undefined> {
  const database = databaseChoice(invocation);
  if (!database) return undefined;
  const context = await contextFor(invocation, loaded, database);
  const state = await connect(context, readingPorts(invocation));
  return { runner: context.runner.label, state };
}

function statusJson(loaded: LoadedProject, asked: Asked | undefined, directory: string): object {
  const { graph } = loaded;
  return {
    ...projectJson(loaded, directory),
    ...(asked && {
      runner: asked.runner,
      database: asked.state.identity,
      current: asked.state.current,
      pending: upgradeSteps(graph, asked.state.applied, graph.heads),
      unknown: asked.state.unknown,
    }),
    heads: graph.heads,
    latest: graph.latest ?? null,
    next: graph.next ?? null,
    problems: graph.problems.map(({ rule, message, file, line }) => ({
      rule,
      message,
      file: relativePath(directory, file),
      line,
    })),
  };
}

function statusText(loaded: LoadedProject, asked: Asked | undefined, directory: string): string {
  const { graph } = loaded;
  const lines: readonly (readonly [string, string])[] = [
    ['heads', list(graph.heads)],
    ['latest', graph.latest ?? 'none'],
    ...(graph.next === undefined ? [] : [['next', graph.next] as const]),
    ...(asked ? databaseLines(loaded, asked) : []),
  ];
  return [
    projectName(loaded, directory),
    ...lines.map(([name, text]) => `  ${`${name}:`.padEnd(10)}${text}`),
    problemText(graph.problems, directory),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function databaseLines(
  { graph }: LoadedProject,
  { runner, state }: Asked,
): readonly (readonly [string, string])[] {
  const { database, host, user } = state.identity;
  return [
    ['runner', runner],
    ['database', `${database} on ${host} as ${user}`],
    ['current', list(state.current)],
    ['pending', list(upgradeSteps(graph, state.applied, graph.heads))],
    ...(state.unknown.length === 0
      ? []
      : [['unknown', `${list(state.unknown)} (no file has it)`] as const]),
  ];
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? 'none' : ids.join(', ');
}
