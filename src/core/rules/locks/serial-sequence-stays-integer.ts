import { execute, sqlName } from '../../changes/inverse/python.js';
import { best, type KnownColumn } from '../../changes/known-schema.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { RuleOn, Step } from '../rule.js';
import { linesOf } from '../statements.js';
import { columnText, typePlace } from '../type-change.js';

/** The largest value of a sequence of each type. */
const largest: Readonly<Record<string, string>> = { smallint: '32767', integer: '2147483647' };
const order = ['smallint', 'integer', 'bigint'];

export const serialSequenceStaysInteger: RuleOn<'change'> = {
  id: 'serial-sequence-stays-integer',
  title: 'The sequence of a widened serial column stays narrow',
  category: 'locks',
  severity: 'warning',
  on: 'change',
  *check({ change, effects, migration, before, steps }) {
    if (change.kind !== 'set_column_type' || effects.failure?.when === 'always') return;
    const column = best(before.column(change.table, change.column));
    const [from, to] = [column?.type.name ?? '', change.type.name ?? ''];
    const sequence = column && sequenceOf(column);
    if (sequence === undefined || !(order.indexOf(from) < order.indexOf(to))) return;
    const last = largest[from];
    if (last === undefined || widened(sequence, steps)) return;
    const name = sqlName({ schema: change.table.schema, name: sequence });
    const widening = execute(`ALTER SEQUENCE ${name} AS ${to}`);
    const statement = soleStatement(migration, change);
    yield {
      at: typePlace(migration, change),
      message: `${columnText(change)} becomes ${to}, but its sequence ${sequence} stays ${from}: inserts fail after ${last}.`,
      help: `Widen the sequence too: ${widening}.`,
      fixes: rewriting(
        'Widen the sequence too',
        migration,
        statement,
        statement && [...linesOf(statement), widening],
      ),
    };
  },
};

/** The sequence of a serial column; that of an identity follows its column. */
function sequenceOf({ identity, sequence, default: value, doubt }: KnownColumn) {
  const isSerial = value?.sql === undefined || /\bnextval\b/i.test(value.sql);
  return identity === undefined && isSerial && !doubt ? sequence : undefined;
}

/** The same function says ALTER SEQUENCE … AS. */
function widened(sequence: string, steps: readonly Step[]): boolean {
  return steps.some(({ change }) => {
    const sql = change.source.sql ?? '';
    return /^\s*alter\s+sequence\b[^]*\bas\s+bigint\b/i.test(sql) && sql.includes(sequence);
  });
}
