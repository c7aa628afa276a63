import type { FileEdit } from '../finding.js';
import { objectText } from '../../changes/object-text.js';
import type { ColumnType, EnumType } from '../../changes/objects.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { calleeRange, callsIn } from '../calls.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
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
    const statement = call ? soleStatement(migration, change) : undefined;
    const { labels } = type.enum;
    const lines = statement &&
      labels && [creation(type.enum, labels), ...unindented(statement.text, statement.indent)];
    const undo = direction === 'upgrade' ? dropAtEnd(subject, type.enum) : [];
    yield {
      at: call ? calleeRange(migration, call.range) : operation.range,
      message: `The type ${name} does not exist here: Alembic creates enum types with a table, not with op.${operation.name}(), so this fails.`,
      help: `Create it before: ${labels ? `\`${creation(type.enum, labels)}\`` : 'CREATE TYPE … AS ENUM (…)'}, and drop it at the end of downgrade().`,
      fixes: undo ? rewriting('Create the type first', migration, statement, lines, undo) : [],
    };
  },
};

function typeOf({ change }: ChangeSubject): ColumnType | undefined {
  if (change.kind === 'add_column') return change.column.type;
  return change.kind === 'set_column_type' ? change.type : undefined;
}

const literal = (label: string) => `'${label.replaceAll("'", "''")}'`;

const creation = ({ name }: EnumType, labels: readonly string[]) =>
  execute(`CREATE TYPE ${sqlName(name)} AS ENUM (${labels.map(literal).join(', ')})`);

const unindented = (text: string, indent: string) =>
  text
    .split('\n')
    .map((line, at) => (at > 0 && line.startsWith(indent) ? line.slice(indent.length) : line));

/** The drop at the end of a downgrade() that acts; undefined where it cannot be put there. */
function dropAtEnd({ migration }: ChangeSubject, { name }: EnumType): FileEdit[] | undefined {
  const { downgrade } = migration.body;
  if (!downgrade || downgrade.empty || downgrade.raises) return [];
  const last = bodyOf(migration, downgrade.range)?.statements.at(-1);
  if (last?.name !== 'ExpressionStatement') return undefined;
  const text = `\n    ${execute(`DROP TYPE ${sqlName(name)}`)}`;
  return [{ kind: 'replace', file: migration.file, range: { from: last.to, to: last.to }, text }];
}
