import type { Change, ChangeOf } from '../../changes/change.js';
import type { PythonValue } from '../../python/value.js';
import { hole } from '../../sql/mask.js';
import { wordsIn } from './identifiers.js';

/**
 * What an unread change may have done: nothing to the schema, only added to it, something to what
 * has one of these names, anything.
 */
export type Touches = 'nothing' | 'additions' | ReadonlySet<string> | 'anything';

/** Statements that cannot alter a table, however their unread rest goes on. */
const harmless =
  /^\s*(?:update|insert|delete|merge|grant|revoke|analyze|vacuum|set|reset|show|comment|copy|lock|truncate|notify|listen|refresh|reindex|explain|savepoint|release)\b/i;

const adding = /^\s*create\b(?!\s+or\s+replace\b)/i;

/** Custom operations that are named after what they make, and touch no table. */
const aboutObjects =
  /_(?:entity|function|procedure|sp|view|materialized_view|trigger|policy|extension|role|grant)$/;

export function touchesOf(change: ChangeOf<'unknown'>): Touches {
  const { operation } = change.source;
  if (change.reach === 'rows') return 'nothing';
  if (change.reach === 'new objects') return 'additions';
  if (change.text !== undefined) return ofText(change.text);
  if (aboutObjects.test(operation.name)) return 'additions';
  const named = [operation.table, ...operation.args.flatMap(texts)].flatMap((text) => text ?? []);
  const words = new Set(
    [...named, ...operation.keywords.flatMap(({ value }) => texts(value))].flatMap((text) => [
      ...wordsIn(text),
    ]),
  );
  const blind = operation.name === 'execute' || words.size === 0;
  return blind || missesTable(change) ? 'anything' : words;
}

function ofText(text: string): Touches {
  if (harmless.test(text)) return 'nothing';
  if (adding.test(text)) return 'additions';
  const composed = /\bexecute\b/i.test(text) && /\|\||\bformat\s*\(/i.test(text);
  return composed || text.includes(hole) ? 'anything' : wordsIn(text);
}

/** Alembic's own directive on a table whose name is only known at run time. */
function missesTable({ source, reason }: Change & { readonly kind: 'unknown' }): boolean {
  return source.operation.table === undefined && /name is only known at run time/.test(reason);
}

/** All literal texts in a value. */
function texts(value: PythonValue): string[] {
  switch (value.kind) {
    case 'string':
      return [value.value];
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.flatMap(texts);
    case 'dict':
      return value.entries.flatMap(({ key, value: item }) => [...texts(key), ...texts(item)]);
    case 'call':
      return [...value.args.flatMap(texts), ...value.keywords.flatMap((item) => texts(item.value))];
    default:
      return [];
  }
}
