import type { DocstringLine } from '../docstring.js';
import { docstringIdentity } from '../docstring.js';
import type { RuleFinding } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';

export const docstringDisagrees: RuleOn<'revision'> = {
  id: 'docstring-disagrees',
  title: 'The docstring says something else than the variables',
  category: 'alembic',
  severity: 'hint',
  on: 'revision',
  *check(migration) {
    const { revision, text } = migration;
    const said = docstringIdentity(text);
    if (said.revision && !same(said.revision, [revision.revision]))
      yield finding(migration, said.revision, 'Revision ID', 'revision', [revision.revision]);
    if (said.revises && !revision.unknown.includes('down') && !same(said.revises, revision.down))
      yield finding(migration, said.revises, 'Revises', 'down_revision', revision.down);
  },
};

const nothing: ReadonlySet<string> = new Set(['', 'none', 'base', '<base>', '-']);

/** Ids in any order, divided by commas or blanks; brackets and quotes do not count. */
function same({ text }: DocstringLine, ids: readonly string[]): boolean {
  const said = text
    .split(/[\s,'"()[\]]+/)
    .filter((word) => ids.includes(word) || !nothing.has(word.toLowerCase()));
  return said.length === new Set(ids).size && ids.every((id) => said.includes(id));
}

function finding(
  { file }: Migration,
  { value, label, text }: DocstringLine,
  title: string,
  variable: string,
  ids: readonly string[],
): RuleFinding {
  const is = ids.join(', ');
  const blank = value.from === label.to && is !== '' ? ' ' : '';
  const edits = [{ kind: 'replace', file, range: value, text: blank + is } as const];
  return {
    at: text === '' ? label : value,
    message: `The docstring says ${title}: ${text === '' ? 'nothing' : text}, but ${variable} is ${is === '' ? 'None' : is}. Alembic goes by the variable.`,
    help: 'Write in the docstring what the variable says.',
    fixes: [{ title: `Write ${title}: ${is === '' ? '(nothing)' : is}`, safety: 'safe', edits }],
  };
}
