import { readCheckFacts } from '../../actions/check-facts.js';
import { selectRevisions } from '../../actions/select-revisions.js';
import type { Selection } from '../../actions/select-revisions.js';
import { loadSqlParser } from '../../system/sql/load-sql-parser.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import { configuredBySettings } from './check-settings.js';
import { openText } from './open-texts.js';
import { ProjectCheck } from './project-check.js';
import { serverVersionFindings } from './server-version.js';

export interface CheckMode {
  /** Every revision after the baseline. */
  readonly all: boolean;
  readonly trusted: boolean;
}

/**
 * Reads what a project is checked by. This and what it imports is loaded at the first check: rules
 * and PostgreSQL's parser are large. Rejects only where a file cannot be read.
 */
export async function readCheck(
  state: ProjectState,
  loaded: LoadedProject,
  mode: CheckMode,
  previous: ProjectCheck | undefined,
): Promise<ProjectCheck> {
  const { folder } = state;
  const base = configuredBySettings(folder);
  const facts = await readCheckFacts(loaded, {
    root: folder,
    base,
    openText,
    git: mode.trusted,
  });
  const selection = await select(state, mode, facts.configuration.baseline);
  const others = serverVersionFindings(loaded.project, facts, databaseOf(state));
  const sql = await loadSqlParser();
  return new ProjectCheck({ loaded, facts, selection, others, sql }, previous);
}

async function select(
  state: ProjectState,
  { all, trusted }: CheckMode,
  baseline: string | undefined,
): Promise<Selection> {
  if (!all && !trusted) {
    const reason = 'open files only: git is not asked in Restricted Mode';
    return { by: 'since', reason, revisions: [] };
  }
  const applied = databaseOf(state)?.applied;
  return selectRevisions(state.project, state.graph, { baseline, all, applied });
}
