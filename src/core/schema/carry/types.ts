import type { Carriers } from './carrier.js';
import type { Expectation } from '../expectation.js';
import { altered, gone, moved, sameName } from './facts.js';

type EnumFact = Expectation & { readonly kind: 'enum' };

/** What becomes of expectations when enum types change. */
export const carriedByTypes: Carriers = {
  create_enum: (fact, { type }) =>
    fact.kind === 'enum' && !fact.present && sameName(fact.type, type) ? gone : undefined,

  drop_type: (fact, { type }) =>
    (fact.kind === 'enum' || fact.kind === 'label') && sameName(fact.type, type) ? gone : undefined,

  rename_type(fact, { type, to }) {
    if (fact.kind === 'column' && fact.type?.name === type.name)
      return moved({ ...fact, type: { ...fact.type, name: to } });
    const named = (fact.kind === 'enum' || fact.kind === 'label') && sameName(fact.type, type);
    return named ? moved({ ...fact, type: { ...fact.type, name: to } }) : undefined;
  },

  add_enum_value(fact, { type, value, position }) {
    if (fact.kind === 'label' && !fact.present && fact.value === value)
      return sameName(fact.type, type) ? gone : undefined;
    if (!hasLabels(fact, type) || fact.labels.includes(value)) return undefined;
    const at = position ? fact.labels.indexOf(position.label) : -1;
    const place = at < 0 ? fact.labels.length : position?.where === 'after' ? at + 1 : at;
    return altered({ ...fact, labels: fact.labels.toSpliced(place, 0, value) });
  },

  rename_enum_value(fact, { type, value, to }) {
    const put = (label: string) => (label === value ? to : label);
    if (hasLabels(fact, type)) return altered({ ...fact, labels: fact.labels.map(put) });
    if (fact.kind === 'label' && sameName(fact.type, type)) {
      const { position } = fact;
      return moved({
        ...fact,
        value: put(fact.value),
        ...(position ? { position: { ...position, label: put(position.label) } } : {}),
      });
    }
    const literal = fact.kind === 'column' && fact.type?.name === type.name && fact.default;
    return literal && literal.expression?.sql?.includes(`'${value}'`)
      ? altered({ ...fact, default: { expression: { sql: undefined } } })
      : undefined;
  },
};

function hasLabels(
  fact: Expectation,
  type: EnumFact['type'],
): fact is EnumFact & { readonly labels: readonly string[] } {
  return fact.kind === 'enum' && fact.labels !== undefined && sameName(fact.type, type);
}
