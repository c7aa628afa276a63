import type { Revision } from '../../core/revisions/revision.js';
import type { ProjectState } from '../shared/analysis.js';
import { databaseOf } from '../shared/analysis.js';
import { revisionWords } from '../shared/revision-states.js';

/**
 * Markdown about a revision: message, state, parents, dependencies, labels, date, file.
 * `date` is what the file's docstring says, if it does; `path` is the file as people know it.
 */
export function revisionTooltip(
  state: ProjectState,
  revision: Revision,
  path: string,
  date: string | undefined,
): string {
  const { graph } = state;
  const code = (ids: readonly string[]): string => ids.map((id) => `\`${id}\``).join(', ');
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['State', revisionWords(state, revision.revision).join(', ')],
    ['Revises', revision.down.length === 0 ? 'base' : code(revision.down)],
    ['Followed by', code(graph.children.get(revision.revision) ?? [])],
    ['Depends on', code(revision.dependsOn)],
    ['Labels', code(graph.labels.get(revision.revision) ?? [])],
    ['Created', escapeMarkdown(date ?? '')],
    ['File', `\`${path}\``],
  ];
  const problems = graph.problems.filter((problem) => problem.file === revision.file);
  return [
    `**\`${revision.revision}\`** ${escapeMarkdown(revision.message)}`,
    facts.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])).join('  \n'),
    ...problems.map((problem) => `$(error) ${escapeMarkdown(problem.message)}`),
  ].join('\n\n');
}

/** Markdown about a project: where it is configured, where it runs, what its database says. */
export function projectTooltip(state: ProjectState, path: string): string {
  const database = databaseOf(state);
  return [
    `**${escapeMarkdown(state.name)}**`,
    [
      `Configuration: \`${path}\``,
      `Revisions: ${state.graph.order.length}`,
      ...(state.runner === undefined ? [] : [`Runner: ${escapeMarkdown(state.runner)}`]),
      ...(database === undefined
        ? []
        : [`Database: \`${database.identity.database}\` on \`${database.identity.host}\``]),
      ...(state.connection.kind === 'failed'
        ? [`Not connected: ${escapeMarkdown(state.connection.failure.cause)}`]
        : []),
    ].join('  \n'),
  ].join('\n\n');
}

/** The `Create Date:` line of a migration's docstring. */
export function createDate(text: string): string | undefined {
  return /^Create Date:\s*(.+?)\s*$/mu.exec(text.slice(0, 4000))?.[1];
}

/** Text with everything escaped that Markdown would take for its own. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~$&]/gu, '\\$&');
}
