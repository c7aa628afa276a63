import type { ObjectType } from '../../changes/change.js';
import {
  type Doubt,
  type Known,
  type KnownColumn,
  type KnownConstraint,
  type KnownEnum,
  type KnownIndex,
  type KnownObject,
  type KnownSchema,
  type KnownTable,
  sameName,
} from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { clipName } from './choose-name.js';
import { mayBeFilled } from './filled.js';
import { objectKey, type State, tableKey } from './state.js';

type Part = { readonly at: number; readonly doubt?: Doubt | undefined };

/** A replayed state as the questions that are asked of it. */
export class ReplayedSchema implements KnownSchema {
  readonly #state: State;
  #tables: readonly KnownTable[] | undefined;
  #references: ReadonlyMap<string, readonly Reference[]> | undefined;

  constructor(state: State) {
    this.#state = state;
  }

  table(name: ObjectName): Known<KnownTable> {
    const key = tableKey(this.#state, name);
    return this.#known('table', key, name, this.#state.tables.get(key));
  }

  column(table: ObjectName, column: string): Known<KnownColumn> {
    const name = clipName(column);
    return this.#part(this.table(table), ({ columns }) => columns.find((own) => own.name === name));
  }

  constraint(table: ObjectName, name: string): Known<KnownConstraint> {
    const clipped = clipName(name);
    return this.#part(this.table(table), ({ constraints }) =>
      constraints.find((own) => own.name === clipped),
    );
  }

  index(name: ObjectName): Known<KnownIndex> {
    const clipped = clipName(name.name);
    for (const table of this.#tablesWith(name)) {
      const index = table.indexes.find((own) => own.name === clipped);
      if (index && sameSchema(table.name, name)) {
        const doubt = this.#doubtOf(table) ?? this.#doubtOf(index);
        return known(index, doubt);
      }
    }
    const mentioned = this.#unrecorded('index', tableKey(this.#state, name), name);
    if (mentioned.state === 'unknown') return mentioned;
    const open = this.#openTable()?.incomplete;
    const gone = this.#state.gone.get(`index:${tableKey(this.#state, name)}`) !== undefined;
    return open && !gone ? { state: 'unknown', doubt: open } : { state: 'absent' };
  }

  enum(name: ObjectName): Known<KnownEnum> {
    const key = tableKey(this.#state, name);
    return this.#known('enum', key, name, this.#state.enums.get(key));
  }

  object(type: ObjectType, name: ObjectName, table?: ObjectName): Known<KnownObject> {
    const key = objectKey(this.#state, type, name, table);
    return this.#known('', key, name, this.#state.objects.get(key));
  }

  mayBeFilled(table: ObjectName, column: string): boolean {
    return mayBeFilled(this.#state, table, column);
  }

  get tables(): readonly KnownTable[] {
    return (this.#tables ??= [...this.#state.tables.values()].map((table) =>
      this.#resolved(table),
    ));
  }

  get enums(): readonly KnownEnum[] {
    return [...this.#state.enums.values()].map((type) => this.#resolved(type));
  }

  get objects(): readonly KnownObject[] {
    return [...this.#state.objects.values()].map((object) => this.#resolved(object));
  }

  get incomplete(): Doubt | undefined {
    return this.#state.incomplete?.doubt;
  }

  referencesTo(table: ObjectName): readonly Reference[] {
    this.#references ??= groupReferences(this.tables);
    return this.#references.get(tableKey(this.#state, table)) ?? [];
  }

  partitionsOf(table: ObjectName): readonly KnownTable[] {
    return this.tables.filter(
      ({ partitionOf }) => partitionOf !== undefined && sameName(partitionOf, table),
    );
  }

  /** A table that may have more than is recorded. */
  #openTable(): KnownTable | undefined {
    const { open, cloud, incomplete } = this.#state;
    if (!open && !cloud && !incomplete) return undefined;
    return this.tables.find((table) => table.incomplete !== undefined);
  }

  /** Where an index of this name may be: one table, but where its name is not the only one. */
  #tablesWith(index: ObjectName): Iterable<KnownTable> {
    const { tables, taken, indexed } = this.#state;
    const key = tableKey(this.#state, index);
    const times = taken.get(`r:${key}`) ?? 0;
    if (times > 1) return tables.values();
    const owner = times === 1 ? tables.get(indexed.get(key) ?? '') : undefined;
    return owner ? [owner] : [];
  }

  #known<T extends Part>(
    kind: string,
    key: string,
    name: ObjectName,
    part: T | undefined,
  ): Known<T> {
    if (!part) return this.#unrecorded(kind, key, name);
    return known(this.#resolved(part), this.#doubtOf(part));
  }

  /** A name that no migration has left there: absent, unless something unread may have made it. */
  #unrecorded(kind: string, key: string, name: ObjectName): Known<never> {
    const gone = this.#state.gone.get(kind === '' ? key : `${kind}:${key}`) ?? -1;
    const { incomplete, mentions } = this.#state;
    const mentioned = mentions.get(name.name);
    for (const cloud of [mentioned, incomplete])
      if (cloud && cloud.at > gone) return { state: 'unknown', doubt: cloud.doubt };
    return { state: 'absent' };
  }

  #part<T extends Part>(
    table: Known<KnownTable>,
    find: (table: KnownTable) => T | undefined,
  ): Known<T> {
    if (table.state === 'absent') return table;
    if (table.state === 'unknown') {
      const last = table.last && find(table.last);
      return { state: 'unknown', doubt: table.doubt, ...(last ? { last } : {}) };
    }
    const part = find(table.value);
    if (part) return known(part, part.doubt);
    const { incomplete } = table.value;
    return incomplete ? { state: 'unknown', doubt: incomplete } : { state: 'absent' };
  }

  #doubtOf(part: Part): Doubt | undefined {
    const { cloud } = this.#state;
    return part.doubt ?? (cloud && cloud.at > part.at ? cloud.doubt : undefined);
  }

  /** With the doubts that came over everything written at each part. */
  #resolved<T extends Part>(part: T): T {
    const { cloud, incomplete } = this.#state;
    const isTable = 'columns' in part && 'indexes' in part;
    if (isTable && incomplete && incomplete.at > part.at && cloud !== incomplete) {
      const table = part as unknown as KnownTable;
      const more = { ...part, incomplete: table.incomplete ?? incomplete.doubt };
      return cloud && cloud.at > part.at ? this.#doubted(more) : more;
    }
    return cloud && cloud.at > part.at ? this.#doubted(part) : part;
  }

  #doubted<T extends Part>(part: T): T {
    const { cloud } = this.#state;
    const doubtful = <P extends Part>(own: P): P => ({ ...own, doubt: this.#doubtOf(own) });
    if (!('columns' in part && 'indexes' in part)) return doubtful(part);
    const table = part as unknown as KnownTable;
    return {
      ...doubtful(part),
      columns: table.columns.map(doubtful),
      constraints: table.constraints.map(doubtful),
      indexes: table.indexes.map(doubtful),
      incomplete: table.incomplete ?? cloud?.doubt,
    };
  }
}

interface Reference {
  readonly table: KnownTable;
  readonly constraint: KnownConstraint;
}

function known<T>(value: T, doubt: Doubt | undefined): Known<T> {
  return doubt ? { state: 'unknown', doubt, last: value } : { state: 'present', value };
}

function sameSchema(left: ObjectName, right: ObjectName): boolean {
  return right.schema === undefined || (left.schema ?? 'public') === right.schema;
}

function groupReferences(tables: readonly KnownTable[]): Map<string, Reference[]> {
  const groups = new Map<string, Reference[]>();
  for (const table of tables)
    for (const constraint of table.constraints) {
      const { definition } = constraint;
      if (definition.type !== 'foreign_key' || !definition.references) continue;
      const { schema, name } = definition.references;
      const key = `${schema ?? 'public'}.${name}`;
      groups.set(key, [...(groups.get(key) ?? []), { table, constraint }]);
    }
  return groups;
}
