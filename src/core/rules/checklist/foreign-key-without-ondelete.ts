import type { ForeignKeyConstraint } from '../../changes/objects.js';
import { best } from '../../changes/known-schema.js';
import { callsIn, isOpen, keywordValue, setKeyword, calleeRange } from '../calls.js';
import type { Fix, RuleFinding } from '../finding.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { editSql, findWords, placeIn } from '../sql-places.js';

export const foreignKeyWithoutOndelete: RuleOn<'change'> = {
  id: 'foreign-key-without-ondelete',
  title: 'A foreign key does not say what happens on delete',
  category: 'checklist',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change } = subject;
    const keys = keysOf(subject);
    if (!keys.some(({ statesOnDelete }) => !statesOnDelete)) return;
    if (change.source.sql === undefined) yield* inPython(subject, keys);
    else yield* inSql(subject, keys);
  },
};

function keysOf({ change }: ChangeSubject): readonly ForeignKeyConstraint[] {
  const all =
    change.kind === 'create_table'
      ? change.constraints
      : change.kind === 'add_constraint'
        ? [change.constraint]
        : [];
  return all.filter((one) => one.type === 'foreign_key');
}

const names = ['ForeignKey', 'ForeignKeyConstraint'];
const actions = ['CASCADE', 'SET NULL', 'RESTRICT'];

function* inPython(
  subject: ChangeSubject,
  keys: readonly ForeignKeyConstraint[],
): Generator<RuleFinding> {
  const { operation } = subject.change.source;
  const { migration } = subject;
  const own = operation.name === 'create_foreign_key' ? [operation] : callsIn(operation, names);
  for (const [index, call] of own.entries()) {
    const stated = keywordValue(call, 'ondelete');
    if ((stated && stated.kind !== 'none') || isOpen(call)) continue;
    const key = own.length === keys.length ? keys[index] : undefined;
    const fixes = actions.flatMap((action): Fix[] => {
      const edit = setKeyword(migration, call.range, 'ondelete', `'${action}'`);
      const title = `Add ondelete='${action}'`;
      return edit && allowed(action, key, subject)
        ? [{ title, safety: 'review', edits: [edit] }]
        : [];
    });
    yield { at: calleeRange(migration, call.range), ...texts(key), fixes };
  }
}

function* inSql(
  subject: ChangeSubject,
  keys: readonly ForeignKeyConstraint[],
): Generator<RuleFinding> {
  const { change, migration } = subject;
  const { sql = '' } = change.source;
  const places = [];
  for (let from = 0, found; (found = findWords(sql, ['references'], from)); from = found.to)
    places.push(found);
  for (const [index, key] of keys.entries()) {
    const place = places.length === keys.length ? places[index] : places[change.source.part];
    if (key.statesOnDelete) continue;
    const at = (place && placeIn(change, place.from, place.to)) ?? change.source.range;
    const end = place && endOfTarget(sql, place.to);
    const fixes = actions.flatMap((action): Fix[] => {
      const edit =
        end === undefined
          ? undefined
          : editSql(migration, change, { from: end, to: end }, ` ON DELETE ${action}`);
      return edit && allowed(action, key, subject)
        ? [{ title: `Add ON DELETE ${action}`, safety: 'review', edits: [edit] }]
        : [];
    });
    yield { at, ...texts(key), fixes };
  }
}

/** The end of `table (columns)`. */
function endOfTarget(sql: string, from: number): number | undefined {
  const part = '(?:"[^"]+"|[\\w$]+)';
  const target = new RegExp(`^\\s*${part}(?:\\.${part})*(?:\\s*\\([^()]*\\))?`).exec(
    sql.slice(from),
  );
  return target ? from + target[0].length : undefined;
}

/** SET NULL only where the column may be NULL. */
function allowed(
  action: string,
  key: ForeignKeyConstraint | undefined,
  { change, after }: ChangeSubject,
): boolean {
  if (action !== 'SET NULL') return true;
  const table = 'table' in change ? change.table : undefined;
  const columns = key?.columns;
  return (
    table !== undefined &&
    columns !== undefined &&
    columns.every((column) => best(after.column(table, column))?.nullable === true)
  );
}

function texts(key: ForeignKeyConstraint | undefined) {
  const to = key?.references ? ` to ${key.references.name}` : '';
  const columns = key?.columns ? ` of ${key.columns.join(', ')}` : '';
  return {
    message: `The foreign key${columns}${to} does not state ON DELETE: deleting a referenced row fails.`,
    help: 'Choose: CASCADE deletes these rows too, SET NULL keeps them without the reference, RESTRICT says aloud that deleting is refused.',
  };
}
