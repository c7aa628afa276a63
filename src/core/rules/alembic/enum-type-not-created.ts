import type { SyntaxNode } from '@lezer/common';
import type { Change } from '../../changes/change.js';
import type { CallValue } from '../../python/value.js';
import type { FileEdit } from '../finding.js';
import { objectText } from '../../changes/object-text.js';
import type { ColumnType, EnumType } from '../../changes/objects.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { calleeRange, callNode, callsIn, indentAt } from '../calls.js';
import { isWrittenOnce, soleStatement } from '../own-statement.js';
import type { ChangeSubject, Migration, RuleOn } from '../rule.js';
import { bodyOf } from '../statements.js';

export const enumTypeNotCreated: RuleOn<'change'> = {
  id: 'enum-type-not-created',
  title: 'A column of an enum type that nothing creates',
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check(subject) {
    const { change, migration, before, direction } = subject;
    const type = typeOf(subject);
    if (!type?.enum || change.source.sql !== undefined) return;
    if (before.enum(type.enum.name).state !== 'absent') return;
    const { operation } = change.source;
    const [call] = callsIn(operation, ['Enum', 'ENUM']);
    const name = objectText(type.enum.name);
    const line = call && creation(migration, call);
    const undo = direction === 'upgrade' ? dropAtEnd(subject, type.enum) : [];
    const edit = line === undefined ? undefined : lineBefore(migration, change, line);
    yield {
      at: call ? calleeRange(migration, call.range) : operation.range,
      message: `The type ${name} does not exist here: Alembic creates enum types with a table, not with op.${operation.name}(), so this fails.`,
      help: `Create it before: ${line === undefined ? 'CREATE TYPE … AS ENUM (…)' : `\`${line}\``}, and drop it at the end of downgrade().`,
      fixes:
        edit && undo
          ? [{ title: 'Create the type first', safety: 'review', edits: [edit, ...undo] }]
          : [],
    };
  },
};

function typeOf({ change }: ChangeSubject): ColumnType | undefined {
  if (change.kind === 'add_column') return change.column.type;
  return change.kind === 'set_column_type' ? change.type : undefined;
}

/** The type as it is written there, created; undefined where it is not written there. */
function creation({ module, text }: Migration, { range }: CallValue): string | undefined {
  if (!callNode(module, range)) return undefined;
  return `${text.slice(range.from, range.to)}.create(op.get_bind(), checkfirst=True)`;
}

/** Puts a line before the statement, for a batch before its `with`. */
function lineBefore(migration: Migration, change: Change, line: string): FileEdit | undefined {
  const { file, module, text } = migration;
  const { operation } = change.source;
  let at = operation.batch ? undefined : soleStatement(migration, change)?.range.from;
  if (operation.batch && isWrittenOnce(migration, change)) {
    let node: SyntaxNode | null = module.tree.resolveInner(operation.range.from, 1);
    while (node && node.name !== 'WithStatement') node = node.parent;
    at = node?.from;
  }
  if (at === undefined) return undefined;
  const range = { from: at, to: at };
  return { kind: 'replace', file, range, text: `${line}\n${indentAt(text, at)}` };
}

/** The drop at the end of a downgrade() that acts; undefined where it cannot be put there. */
function dropAtEnd({ migration }: ChangeSubject, { name }: EnumType): FileEdit[] | undefined {
  const { downgrade } = migration.body;
  if (!downgrade || downgrade.empty || downgrade.raises) return [];
  const last = bodyOf(migration, downgrade.range)?.statements.at(-1);
  if (last?.name !== 'ExpressionStatement') return undefined;
  const text = `\n    ${execute(`DROP TYPE ${sqlName(name)}`)}`;
  return [{ kind: 'replace', file: migration.file, range: { from: last.to, to: last.to }, text }];
}
