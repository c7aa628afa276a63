import type { ObjectType } from '../../changes/change.js';
import {
  type Doubt,
  keyOf,
  type KnownEnum,
  type KnownObject,
  type KnownTable,
} from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { clipName } from './choose-name.js';
import { PersistentMap } from './persistent-map.js';

/** A doubt, and since when. */
export interface Cloud {
  readonly doubt: Doubt;
  readonly at: number;
}

/** Which columns the rows that were there have been given values in, as far as changes tell. */
export interface Filled {
  /** By `schema.table.column`, or `schema.table.*`: when the latest such change ran. */
  readonly at: PersistentMap<number>;
  /** By column: when it was added to a table that was there. */
  readonly added: PersistentMap<number>;
  /** When something ran that may have written any row. */
  readonly unread: number;
}

const nothingFilled: Filled = {
  at: PersistentMap.empty(),
  added: PersistentMap.empty(),
  unread: -1,
};

/** The replayed schema at one moment; never changed. Keys are `schema.name`. */
export interface State {
  readonly tables: PersistentMap<KnownTable>;
  readonly enums: PersistentMap<KnownEnum>;
  /** By type, name and table. */
  readonly objects: PersistentMap<KnownObject>;
  /** How many relations (`r:`) and constraints (`c:`) have a name in a schema. */
  readonly taken: PersistentMap<number>;
  /** Some table has or had `incomplete`. */
  readonly open?: boolean;
  /** Some table is or was a partition. */
  readonly partitioned?: boolean;
  /** By an index's schema and name: the table that got it last, which may have lost it since. */
  readonly indexed: PersistentMap<string>;
  /** Names (with the kind before them) that are certainly not there, and since when. */
  readonly gone: PersistentMap<number>;
  /** By word: what an unread change that mentions it may have done. */
  readonly mentions: PersistentMap<Cloud>;
  /** Everything that was known before may be different. */
  readonly cloud?: Cloud | undefined;
  /** More than what is recorded may be there. */
  readonly incomplete?: Cloud | undefined;
  readonly filled: Filled;
  readonly defaultSchema: string;
  readonly clock: number;
}

export const emptyState: State = {
  tables: PersistentMap.empty(),
  enums: PersistentMap.empty(),
  objects: PersistentMap.empty(),
  taken: PersistentMap.empty(),
  indexed: PersistentMap.empty(),
  gone: PersistentMap.empty(),
  mentions: PersistentMap.empty(),
  filled: nothingFilled,
  defaultSchema: 'public',
  clock: 0,
};

/** The state before a revision whose parents are missing. */
export function unknownBase(doubt: Doubt): State {
  return { ...emptyState, incomplete: { doubt, at: 0 } };
}

export function tableKey(state: State, { schema, name }: ObjectName): string {
  return keyOf({ schema, name: clipName(name) }, state.defaultSchema);
}

export function objectKey(
  state: State,
  type: ObjectType,
  name: ObjectName,
  table?: ObjectName,
): string {
  const on = table ? `${tableKey(state, table)}:` : '';
  return `${type}:${on}${table ? clipName(name.name) : tableKey(state, name)}`;
}
