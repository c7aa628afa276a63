import type { CheckFacts } from '../../actions/check-facts.js';
import type { Selection } from '../../actions/select-revisions.js';
import { analyze, coverageOf } from '../../core/analyze.js';
import type { FileReading, ProjectAnalysis } from '../../core/analyze.js';
import { liveHistory } from '../../core/live-history.js';
import type { LiveHistory } from '../../core/live-history.js';
import { applyFixes, safeFixes } from '../../core/rules/apply-edits.js';
import type { Finding } from '../../core/rules/finding.js';
import { historyFailures } from '../../core/rules/history-failures.js';
import { Migrations } from '../../core/rules/migrations.js';
import { OpenTexts } from '../../core/rules/open-texts.js';
import type { Migration } from '../../core/rules/rule.js';
import type { SqlParser } from '../../core/sql/sql-parser.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import type { ProjectChecks } from '../shared/analysis.js';
import { FindingsByFile } from './findings-by-file.js';

/** What a project is checked by, until something on disk, in git or in a database changes. */
export interface CheckBasis {
  readonly loaded: LoadedProject;
  readonly facts: CheckFacts;
  readonly selection: Selection;
  readonly sql: SqlParser;
  /** Findings that come from elsewhere. */
  readonly others: readonly Finding[];
}

/** A fix may uncover another; no file needs more rounds than this. */
const MOST_ROUNDS = 10;

/** Sources of findings that are no revisions; no id of a revision begins like this. */
const CONFIGURATION = '@configuration';
const HISTORY = '@history';

/** The check of one project, which follows what is typed. */
export class ProjectCheck {
  private live: LiveHistory | undefined;
  private analysis: ProjectAnalysis | undefined;
  private readonly found: FindingsByFile;
  private readonly readings: Map<string, FileReading>;

  /** @param previous of the same project: its findings stay until they are found anew */
  constructor(
    readonly basis: CheckBasis,
    previous?: ProjectCheck,
  ) {
    this.analysis = previous?.analysis;
    this.found = previous?.found ?? new FindingsByFile();
    this.readings = previous?.readings ?? new Map<string, FileReading>();
    this.found.put(CONFIGURATION, [...basis.facts.mistakes, ...basis.others]);
  }

  /** A migration as an editor holds it, over what was read last; undefined before that. */
  migrationIn(file: string, text: string): Migration | undefined {
    const last = this.analysis?.memory.migrations;
    const id = this.idOf(file);
    if (!last || id === undefined) return undefined;
    const texts = this.texts(new Map([[file, text]]));
    const migration = new Migrations(last.graph, texts, last.sql, last.postgres, last).get(id);
    return migration?.file === file ? migration : undefined;
  }

  /** Everything that is to be checked: what is selected, and what is open. Parents first. */
  wanted(open: ReadonlyMap<string, string>): readonly string[] {
    const selected = new Set(this.basis.selection.revisions);
    const others = [...open.keys()].flatMap((file) => this.idOf(file) ?? []);
    return [...selected, ...others.filter((id) => !selected.has(id))];
  }

  /** The revision that a file holds, as it is typed. */
  idOf(file: string): string | undefined {
    const graph = this.live?.graph ?? this.basis.loaded.graph;
    return graph.files.find((revision) => revision.file === file)?.revision;
  }

  /** Follows what was typed; true when that changed the history itself. */
  follow(open: ReadonlyMap<string, string>, prove: boolean): boolean {
    const before = this.live?.graph;
    this.live = liveHistory(this.basis.loaded, open, prove, this.live);
    return this.live.graph !== before;
  }

  /** Checks these revisions in the texts as they are. */
  checkRevisions(revisions: readonly string[], open: ReadonlyMap<string, string>): void {
    this.analysis = this.run(open, { revisions, history: false });
    for (const id of revisions)
      this.found.put(
        id,
        this.analysis.findings.filter(({ revision }) => revision === id),
      );
    for (const [id, reading] of this.analysis.readings) this.readings.set(id, reading);
  }

  /** Checks what concerns the history as a whole. */
  checkHistory(open: ReadonlyMap<string, string>): void {
    this.analysis = this.run(open, { revisions: [], history: true });
    const { graph } = this.live ?? this.basis.loaded;
    const failures = historyFailures(graph, this.texts(open));
    this.found.put(HISTORY, [...failures, ...this.analysis.findings]);
  }

  /** Forgets what was found in other revisions than these. */
  retain(revisions: readonly string[]): void {
    const kept = new Set(revisions);
    this.found.retain(new Set([...kept, CONFIGURATION, HISTORY]));
    for (const id of [...this.readings.keys()]) if (!kept.has(id)) this.readings.delete(id);
  }

  /** A file's text after its safe fixes, and those that they uncover; undefined where there is none. */
  fixed(file: string, open: ReadonlyMap<string, string>): string | undefined {
    const before = this.texts(open).get(file);
    const id = this.idOf(file);
    if (before === undefined || id === undefined) return undefined;
    let text = before;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const now = new Map(open).set(file, text);
      const { findings } = this.run(now, { revisions: [id], history: round === 0 });
      const fixes = safeFixes(findings.filter((finding) => finding.file === file));
      const own = fixes.filter(({ edits }) => edits.every((edit) => edit.file === file));
      const after = applyFixes(own, () => text).files.get(file);
      if (after === undefined || after === text) break;
      text = after;
    }
    return text === before ? undefined : text;
  }

  result(open: ReadonlyMap<string, string>): ProjectChecks {
    return {
      findings: this.found.all,
      texts: this.texts(open),
      selection: this.basis.selection,
      coverage: coverageOf([...this.readings.values()]),
      postgres: this.basis.facts.configuration.postgres,
    };
  }

  private run(
    open: ReadonlyMap<string, string>,
    part: { readonly revisions: readonly string[]; readonly history: boolean },
  ): ProjectAnalysis {
    const { loaded, facts, selection, sql } = this.basis;
    const { graph } = this.live ?? loaded;
    const { configuration, packages, outside } = facts;
    const input = { graph, texts: this.texts(open), sql, configuration, packages, outside, part };
    const { project } = loaded;
    return analyze({ ...input, project, selected: selection.revisions }, this.analysis);
  }

  private texts(open: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new OpenTexts(this.basis.facts.texts, open);
  }
}
