import type { ChangeOf, EffectKind } from '../../change.js';
import type { KnownSchema, KnownTable } from '../../known-schema.js';
import { best } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import type { EffectContext, Role } from '../effects.js';
import type { RowId } from '../rows/all-rows.js';

/** A row of the table of effects that applies, and to which relations. */
export interface Case {
  readonly row: RowId;
  /** Relations by role; `table` is the change's own where it is not said. */
  readonly relations?: Readonly<Partial<Record<Role, readonly ObjectName[]>>>;
  /** Indexes of the table that are built: their names, where known. */
  readonly builds?: readonly (string | undefined)[];
  /** What the row says of the table's rows does not hold: not scanned, not rewritten. */
  readonly unknown?: string;
}

export interface CaseContext extends EffectContext {
  readonly inTransaction: boolean;
}

/** The cases of one kind of change; none: it touches no relation. */
export type Cases = {
  readonly [K in EffectKind]?: (change: ChangeOf<K>, context: CaseContext) => readonly Case[];
};

/** The table as far as known. */
export function tableIn(schema: KnownSchema | undefined, name: ObjectName): KnownTable | undefined {
  return schema && best(schema.table(name));
}

/** The tables that its foreign keys refer to, itself left out. */
export function referencedBy(
  table: KnownTable | undefined,
  column?: string,
): readonly ObjectName[] {
  return (table?.constraints ?? []).flatMap(({ definition, columns }) =>
    definition.type === 'foreign_key' &&
    definition.references &&
    (column === undefined || columns?.includes(column))
      ? [definition.references]
      : [],
  );
}

/** Whether a name stands as a word in SQL, outside strings. */
export function mentions(sql: string | undefined, name: string): boolean {
  if (sql === undefined) return false;
  const text = sql.replace(/'(?:[^']|'')*'/g, "''");
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text);
}
