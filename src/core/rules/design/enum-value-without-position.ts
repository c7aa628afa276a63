import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { quoteLiteral } from '../../sql/quote.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const enumValueWithoutPosition: RuleOn<'change'> = {
  id: 'enum-value-without-position',
  title: 'ADD VALUE without BEFORE or AFTER',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, before, migration }) {
    if (change.kind !== 'add_enum_value' || change.position || direction === 'downgrade') return;
    const { type, value, ifNotExists } = change;
    const last = best(before.enum(type))?.labels?.at(-1);
    const guard = ifNotExists ? 'IF NOT EXISTS ' : '';
    const [label, other] = [value, last ?? ''].map((one) => quoteLiteral(one).trim());
    const code = `ALTER TYPE ${sqlName(type)} ADD VALUE ${guard}${label ?? ''} AFTER ${other ?? ''}`;
    yield {
      at: headOf(migration, change),
      message: `'${value}' becomes the last value of ${objectText(type)}, since nothing says where it belongs: ORDER BY and < go by the order of the values.`,
      help: `Say BEFORE or AFTER which value it stands${last === undefined ? '' : `; if it is to be the last, ${execute(code)}`}.`,
    };
  },
};
