import type { NodeTag } from '../sql/nodes.js';
import { tagOf } from '../sql/nodes.js';
import type { Node } from '../sql/sql-parser.js';
import type { Effect, EffectOf } from './change.js';
import { alterTable } from './statements/alter-table.js';
import { createTable } from './statements/create-table.js';
import { data } from './statements/data.js';
import { dropAndRename } from './statements/drop-rename.js';
import { UnknownName } from './statements/names.js';
import { createObjects } from './statements/objects.js';
import { others, withoutEffect } from './statements/others.js';
import type { StatementBuilders } from './statements/statement-builder.js';

const builders: StatementBuilders = {
  ...alterTable,
  ...createTable,
  ...createObjects,
  ...dropAndRename,
  ...data,
  ...others,
};

/** What an SQL statement does; `text` is its text as the parser read it. Never throws. */
export function statementToEffects(node: Node, text: string): readonly Effect[] {
  const tag = tagOf(node);
  if (tag === '') return [];
  if (withoutEffect.includes(tag)) return [{ kind: 'other', statement: tag }];
  try {
    return build(tag, node, text) ?? [unknown(`${tag} is a statement that is not read`, text)];
  } catch (error) {
    if (!(error instanceof UnknownName)) throw error;
    const reach = /^Create|^IndexStmt|^ViewStmt/.test(tag)
      ? 'new objects'
      : /^(Insert|Update|Delete|Truncate|Copy)/.test(tag)
        ? 'rows'
        : undefined;
    return [
      { ...unknown('a name in it is only known at run time', text), ...(reach ? { reach } : {}) },
    ];
  }
}

/** That tag and builder belong together is true of `builders`; by index the compiler cannot see it. */
function build(tag: NodeTag, node: Node, text: string) {
  const builder = builders[tag] as
    ((statement: unknown, text: string) => readonly Effect[]) | undefined;
  const [statement] = Object.values(node) as unknown[];
  return builder?.(statement, text);
}

const unknown = (reason: string, text: string): EffectOf<'unknown'> => ({
  kind: 'unknown',
  reason,
  text,
});
