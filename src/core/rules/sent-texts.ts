/** The texts of a migration in which SQLAlchemy looks for parameters. */
import { itemsOf, literalText } from '../changes/arguments.js';
import type { CallValue, PythonValue, StringValue } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import { callNode, callsIn, isOpen, keywordValue } from './calls.js';
import type { Migration } from './rule.js';

export interface SentText {
  readonly value: StringValue;
  /** The parameters that get a value. */
  readonly given: ReadonlySet<string>;
  /** Part of a definition, not a statement of its own. */
  readonly inDefinition: boolean;
}

/** The texts of an operation whose parameters are known. */
export function sentTexts(migration: Migration, operation: Operation): readonly SentText[] {
  if (operation.name !== 'execute') return inDefinition(operation);
  const first = operation.args[0] ?? keywordValue(operation, 'sqltext');
  const byAlembic = isAlembics(migration, operation);
  if (first?.kind === 'string')
    return byAlembic ? [{ value: first, given: new Set(), inDefinition: false }] : [];
  const read = boundText(first);
  const more = byAlembic ? [] : parametersOf(migration, operation);
  if (!read || !more) return [];
  return [{ value: read.value, given: new Set([...read.given, ...more]), inDefinition: false }];
}

/** `op.execute("…")` makes a text of a string; a connection sends it as it is. */
function isAlembics({ module }: Migration, { batch, range }: Operation): boolean {
  const callee = callNode(module, range)?.firstChild;
  const path = callee ? module.text.slice(callee.from, callee.to) : '';
  const [root = ''] = path.split('.');
  const bound = module.scope.bindings.get(root)?.at(-1)?.path;
  const own = bound ?? root;
  return (
    batch || /^(?:alembic\.)?op(?:\.get_context\(\))?(?:\.execute)?$/.test(path.replace(root, own))
  );
}

/** `sa.text("… :id").bindparams(id=3)`; undefined where that is not all. */
function boundText(
  value: PythonValue | undefined,
): { readonly value: StringValue; readonly given: readonly string[] } | undefined {
  if (value?.kind !== 'call') return undefined;
  if (isText(value)) {
    const [own] = value.args;
    return own?.kind === 'string' ? { value: own, given: [] } : undefined;
  }
  const { receiver, method = '' } = value;
  const inner = boundText(receiver);
  if (!inner || !/^(?:bindparams|params|columns|execution_options)$/.test(method)) return undefined;
  if (isOpen(value)) return undefined;
  const named = value.keywords.flatMap(({ name }) => name ?? []);
  const handed =
    method === 'bindparams'
      ? value.args.map(bindparamName)
      : method === 'params'
        ? value.args.flatMap(keysOf)
        : [];
  if (handed.includes(undefined)) return undefined;
  return { ...inner, given: [...inner.given, ...named, ...handed.flatMap((name) => name ?? [])] };
}

const keysOf = (value: PythonValue): readonly (string | undefined)[] =>
  value.kind === 'dict' ? value.entries.map(({ key }) => literalText(key)) : [undefined];

const isText = ({ path = '' }: CallValue) => /^(?:sqlalchemy|sqlmodel)\.(?:.*\.)?text$/.test(path);

const bindparamName = (value: PythonValue) =>
  value.kind === 'call' && value.path?.endsWith('bindparam')
    ? literalText(value.args[0])
    : undefined;

/** The names that `connection.execute(text, parameters)` is given; undefined: not known. */
function parametersOf(
  { text }: Migration,
  { args, keywords }: Operation,
): readonly string[] | undefined {
  const handed =
    args[1] ?? keywordValue({ keywords }, 'parameters') ?? keywordValue({ keywords }, 'params');
  const names = keywords.map(({ name }) => name);
  if (names.includes(undefined) || args.length > 2) return undefined;
  // What a name is bound to may have got more keys since.
  if (handed && !/^[{[(]/.test(text.slice(handed.range.from))) return undefined;
  const row = itemsOf(handed)?.[0] ?? handed;
  const keys = row ? keysOf(row) : names;
  return keys.includes(undefined) ? undefined : keys.flatMap((key) => key ?? []);
}

/** Defaults, conditions of checks, predicates: what is no string alone is an `sa.text("…")`. */
function inDefinition(operation: Operation): readonly SentText[] {
  const conditions = [
    ...callsIn(operation, ['CheckConstraint', 'Computed']).map(({ args }) => args[0]),
    ...(operation.name === 'create_check_constraint'
      ? [operation.args[operation.batch ? 1 : 2] ?? keywordValue(operation, 'condition')]
      : []),
    ...callsIn(operation, ['text'])
      .filter(isText)
      .map(({ args }) => args[0]),
  ];
  // A text with parameters of its own is seldom there, and not looked into.
  if (callsIn(operation, ['bindparam']).length > 0) return [];
  return conditions.flatMap((value) =>
    value?.kind === 'string' ? [{ value, given: new Set<string>(), inDefinition: true }] : [],
  );
}
