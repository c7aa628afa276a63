import type { PythonValue } from '../../python/value.js';
import type { Operation } from '../../revisions/revision.js';
import { Arguments, lastPart } from '../arguments.js';
import type { DataEffect, Effect, Literal } from '../change.js';
import { defaultExpression } from '../expressions.js';
import type { ObjectName } from '../objects.js';
import { readRow, literalOf } from './data.js';

type Call = PythonValue & { readonly kind: 'call' };

/** A statement of SQLAlchemy Core, e.g. `conn.execute(users.update().where(…).values(…))`. */
export function coreEffects({ args }: Operation): readonly Effect[] {
  const chain = chainOf(args[0]);
  const [first] = chain;
  const verb = chain.map((call) => call.method ?? lastPart(call.path)).find(isVerb);
  if (first && verb === 'select') return [{ kind: 'other', statement: 'SelectStmt' }];
  const effect = verb === undefined ? undefined : dataEffect(verb, chain);
  return [effect ?? { kind: 'unknown', reason: 'the statement is only known at run time' }];
}

/** The calls of `a().b().c()`, first to last. */
function chainOf(value: PythonValue | undefined): Call[] {
  if (value?.kind !== 'call') return [];
  return [...chainOf(value.receiver), value];
}

const verbs = ['select', 'insert', 'update', 'delete'] as const;
type Verb = (typeof verbs)[number];

const isVerb = (name: string): name is Verb => (verbs as readonly string[]).includes(name);

function dataEffect(verb: Verb, chain: readonly Call[]): DataEffect | undefined {
  const table = tableOf(chain);
  if (!table) return undefined;
  const values = chain.find(({ method }) => method === 'values');
  const filtered = chain.some(({ method }) => method === 'where' || method === 'filter');
  const where = filtered ? { where: { sql: undefined } } : {};
  if (verb === 'insert') return { kind: 'insert', table, rows: values && rowsOf(values) };
  if (verb === 'update') return { kind: 'update', table, set: setOf(values), ...where };
  return { kind: 'delete', table, ...where };
}

/** `users.update()` with `users = sa.table("users", …)`, or `sa.update(users)`. */
function tableOf(chain: readonly Call[]): ObjectName | undefined {
  for (const call of chain.flatMap((one) => [one, ...one.args])) {
    if (call.kind !== 'call' || !/^(table|Table)$/.test(lastPart(call.path))) continue;
    const bound = new Arguments(['name'], call.args, call.keywords);
    const name = bound.text('name');
    return name === undefined ? undefined : { schema: bound.text('schema'), name };
  }
  return undefined;
}

function rowsOf(values: Call): readonly Readonly<Record<string, Literal>>[] | undefined {
  const [row] = values.args;
  if (row) {
    const read = readRow(row);
    return read && [read];
  }
  const pairs = values.keywords.flatMap(({ name, value }): [string, Literal][] => {
    const literal = literalOf(value);
    return name === undefined || literal === undefined ? [] : [[name, literal]];
  });
  return [Object.fromEntries(pairs)];
}

function setOf(values: Call | undefined) {
  return (values?.keywords ?? []).flatMap(({ name, value }) => {
    const literal = literalOf(value);
    return name === undefined
      ? []
      : [
          {
            column: name,
            value: defaultExpression(value),
            ...(literal === undefined ? {} : { literal }),
          },
        ];
  });
}
