import type { DataReport } from './migration-report-data.js';
import type { Attention } from './migration-report-attention.js';
import type { CurrentRow } from './migration-report-current.js';
import type { VerdictLine } from './verification-text.js';

/** What is to be told after a migration: plain data, from which Markdown, JSON and a panel are made. */
export interface MigrationReport {
  readonly database: {
    readonly database: string;
    readonly host: string;
    /** `server_version_num`, e.g. 150018. */
    readonly serverVersion: number;
  };
  /** What `alembic current` lists. */
  readonly current: readonly CurrentRow[];
  /** Revisions that `upgrade heads` would still run, the first to run first. */
  readonly pending: readonly string[];
  readonly revisions: readonly RevisionReport[];
  /** What models and schemas still lack; undefined where no rule has looked at them. */
  readonly toDo: readonly ReportFinding[] | undefined;
}

export interface RevisionReport {
  readonly revision: string;
  readonly message: string;
  /** As it is to be shown, with `/`. */
  readonly file: string;
  readonly applied: boolean;
  readonly verification: readonly VerdictLine[];
  /** Of the rows that upgrade() writes; empty where it is not applied. */
  readonly data: readonly DataReport[];
  /** What upgrade() changes that somebody should know of. */
  readonly attention: readonly Attention[];
  readonly findings: readonly ReportFinding[];
  /** Places in the file that could not be read, and are not checked. */
  readonly unread: readonly { readonly line: number; readonly reason: string }[];
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  readonly help: string;
}

/** Whether something that was verified is not as it should be. */
export function reportFails({ revisions }: MigrationReport): boolean {
  return revisions.some(({ verification }) => verification.some(({ state }) => state === 'fails'));
}
