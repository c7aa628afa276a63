import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { readSqlAlchemyType } from '../../changes/sqlalchemy-types.js';
import { isAtLeast } from '../../project/package-versions.js';
import type { CallValue } from '../../python/value.js';
import { calleeRange, callNode, callsIn, keywordValue, setKeyword } from '../calls.js';
import type { FileEdit, Fix } from '../finding.js';
import type { ChangeSubject, Migration, RuleContext, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { importEdits } from '../statements.js';

export const enumTypeCreatedTwice: RuleOn<'change'> = {
  id: 'enum-type-created-twice',
  title: 'An enum type is created that exists already',
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check(subject, context) {
    const { change, migration } = subject;
    if (change.kind === 'create_enum' && !change.implicit) {
      if (change.ifNotExists || !exists(subject, change.type) || change.conditional) return;
      yield {
        at: headOf(migration, change),
        message: `The type ${objectText(change.type)} exists already, so this fails.`,
        help: 'Leave it out, or drop the old type first.',
      };
    }
    if (change.kind !== 'create_table' || change.conditional) return;
    for (const { call, honoured } of enumsOf(subject, context)) {
      const type = readSqlAlchemyType(call).enum;
      if (!type || honoured === true || !exists(subject, type.name)) continue;
      const name = objectText(type.name);
      yield {
        at: calleeRange(migration, call.range),
        message: `The type ${name} exists already, and create_table() creates it again: applied by itself, this revision fails. Only in one run with the revision that created it does Alembic remember it.`,
        help:
          honoured === 'unknown'
            ? `Before SQLAlchemy 2.1 create_type=False is ignored on sa.Enum: write \`postgresql.ENUM(…, name='${type.name.name}', create_type=False)\`.`
            : `Write \`postgresql.ENUM(…, name='${type.name.name}', create_type=False)\`.`,
        ...(honoured === 'unknown' ? { severity: 'warning' as const } : {}),
        fixes: fixes(migration, call),
      };
    }
  },
};

type EnumName = Parameters<ChangeSubject['before']['enum']>[0];

/** It is there for certain, and not from the same `create_table()` or one before it in this run. */
function exists({ before, steps, change }: ChangeSubject, name: EnumName): boolean {
  const own = certain(before.enum(name));
  if (!own || own.doubt) return false;
  const { origin } = own;
  if (origin.source.operation === change.source.operation) return false;
  // Alembic remembers what create_table() created in the same run.
  const byTable = origin.kind === 'create_enum' && origin.implicit === true;
  return !(byTable && steps.some((step) => step.change === origin));
}

/** The enums of the columns, and whether `create_type=False` is said and heard. */
function enumsOf({ change }: ChangeSubject, { sqlalchemy }: RuleContext) {
  return callsIn(change.source.operation, ['Enum', 'ENUM']).map((call) => {
    const said = keywordValue(call, 'create_type');
    const off = said?.kind === 'boolean' && !said.value;
    const always = call.path?.endsWith('.ENUM') === true || isAtLeast(sqlalchemy, '2.1');
    const honoured = !off ? false : always ? true : ('unknown' as const);
    return { call, honoured };
  });
}

/** `postgresql.ENUM` minds `create_type=False` in every version. */
function fixes(migration: Migration, call: CallValue): Fix[] {
  const { file, module, text } = migration;
  if (!callNode(module, call.range)) return [];
  const callee = calleeRange(migration, call.range);
  const edits: FileEdit[] = [];
  if (call.path?.endsWith('.ENUM') !== true) {
    edits.push(...importEdits(migration, ['from sqlalchemy.dialects import postgresql']));
    edits.push({ kind: 'replace', file, range: callee, text: 'postgresql.ENUM' });
  }
  const said = keywordValue(call, 'create_type');
  const off = said && text.slice(said.range.from, said.range.to) === 'False';
  const keyword = off ? undefined : setKeyword(migration, call.range, 'create_type', 'False');
  if (!off && !keyword) return [];
  return [
    {
      title: 'Do not create the type',
      safety: 'safe',
      edits: [...edits, ...(keyword ? [keyword] : [])],
    },
  ];
}
