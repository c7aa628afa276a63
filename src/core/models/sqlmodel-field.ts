import { Arguments, lastPart } from '../changes/arguments.js';
import type { KeywordArgument, PythonValue } from '../python/value.js';

type Call = PythonValue & { readonly kind: 'call' };

const passed = new Set(['primary_key', 'nullable', 'index', 'unique']);

/**
 * The column that SQLModel makes of `Field(…)`: `sa_column` is that column, else the arguments mean
 * what `Column` calls by other names.
 */
export function fieldCall(field: Call): Call {
  const bound = new Arguments(['default'], field.args, field.keywords);
  const stated = bound.given('sa_column');
  if (stated?.kind === 'call' && lastPart(stated.path) === 'Column') return stated;
  const { range } = field;
  const reference = bound.given('foreign_key');
  const ondelete = bound.value('ondelete');
  const key: Call | undefined = reference && {
    kind: 'call',
    path: 'sqlalchemy.ForeignKey',
    args: [reference],
    keywords: ondelete ? [{ name: 'ondelete', value: ondelete }] : [],
    range,
  };
  const type = bound.given('sa_type') ?? lengthType(bound, range);
  const more = bound.given('sa_column_args');
  const extra = bound.given('sa_column_kwargs');
  const keywords: KeywordArgument[] = [
    ...field.keywords.filter(({ name }) => passed.has(name ?? '')),
    ...(extra?.kind === 'dict'
      ? extra.entries.flatMap(({ key: name, value }) =>
          name.kind === 'string' ? [{ name: name.value, value }] : [],
        )
      : []),
  ];
  const items = more?.kind === 'list' || more?.kind === 'tuple' ? more.items : [];
  const args = [type, key, ...items].flatMap((one) => one ?? []);
  return { kind: 'call', path: 'sqlalchemy.Column', args, keywords, range };
}

/** `max_length=20` makes text of at most that length. */
function lengthType(bound: Arguments, range: PythonValue['range']): PythonValue | undefined {
  const length = bound.given('max_length');
  if (length?.kind !== 'number') return undefined;
  return { kind: 'call', path: 'sqlalchemy.String', args: [length], keywords: [], range };
}
