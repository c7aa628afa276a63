import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changesOf } from '../../../src/core/changes/changes-of.js';
import type { Change } from '../../../src/core/changes/change.js';
import { readBody } from '../../../src/core/revisions/read-body.js';
import type { Expectation, Verdict } from '../../../src/core/schema/expectation.js';
import { introspection } from '../../../src/core/schema/introspect.js';
import { judge } from '../../../src/core/schema/judge.js';
import { questionsOf } from '../../../src/core/schema/questions.js';
import type { Schema } from '../../../src/core/schema/schema.js';
import { schemaFromRows } from '../../../src/core/schema/schema-from-rows.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import { answerQuestions } from '../../../src/system/sessions/answer-questions.js';
import type { Session } from '../../../src/system/sessions/session.js';

export interface MigrationChanges {
  readonly revision: string;
  readonly upgrade: readonly Change[];
  readonly downgrade: readonly Change[];
}

/** The changes of a migration's text. */
export function changesOfText(revision: string, text: string, sql: SqlParser): MigrationChanges {
  const body = readBody(text);
  return {
    revision,
    upgrade: changesOf(body.upgrade, sql),
    downgrade: changesOf(body.downgrade, sql),
  };
}

/** The changes of a folder of numbered migrations, oldest first. */
export async function readMigrations(folder: string, sql: SqlParser): Promise<MigrationChanges[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  return Promise.all(
    names.map(async (name) =>
      changesOfText(name.slice(0, 3), await readFile(join(folder, name), 'utf8'), sql),
    ),
  );
}

export async function readSchema(session: Session): Promise<Schema> {
  const [rows = []] = await session.read([introspection]);
  const schema = schemaFromRows(rows);
  if (!schema) throw new Error('the catalogs were not read');
  return schema;
}

/** Asks the database and judges, as the action does. */
export async function verdictsOf(
  session: Session,
  expectations: readonly Expectation[],
  sql: SqlParser,
): Promise<Verdict[]> {
  const schema = await readSchema(session);
  const questions = questionsOf(expectations, schema, sql);
  const answers = await answerQuestions(session, questions, { timeoutMs: 5_000 });
  return judge(expectations, schema, { sql, questions, answers });
}

export function lineOf({ state, expectation, detail }: Verdict): string {
  return `${expectation} — ${state}${detail === '' ? '' : `: ${detail}`}`;
}

export function count(verdicts: readonly Verdict[]): string {
  const of = (state: Verdict['state']) =>
    verdicts.filter((verdict) => verdict.state === state).length;
  return `${of('holds')} hold, ${of('fails')} fail, ${of('cannot tell')} cannot be told, ${of('superseded')} superseded`;
}
