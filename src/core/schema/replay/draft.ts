import type { Change, ObjectType } from '../../changes/change.js';
import type { Doubt, KnownEnum, KnownObject, KnownTable } from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { clipName } from './choose-name.js';
import { objectKey, type State, tableKey } from './state.js';
import { count, withNames } from './taken-names.js';

/** A state while one change is applied to it. The state it starts from stays as it is. */
export class Draft {
  state: State;
  readonly change: Change;
  readonly revision: string;
  readonly options: ReplayOptions;

  constructor(state: State, change: Change, revision: string, options: ReplayOptions) {
    this.state = { ...state, clock: state.clock + 1 };
    this.change = change;
    this.revision = revision;
    this.options = options;
  }

  get at(): number {
    return this.state.clock;
  }

  doubt(reason: string): Doubt {
    return { reason, change: this.change, revision: this.revision };
  }

  table(name: ObjectName): KnownTable | undefined {
    return this.state.tables.get(tableKey(this.state, name));
  }

  /** The table; where no migration created it, one of which only its existence is known. */
  tableOrPartial(name: ObjectName): KnownTable {
    const found = this.table(name);
    if (found) return found;
    const doubt = this.state.incomplete?.doubt ?? this.doubt('no migration creates this table');
    return {
      name: { schema: name.schema, name: clipName(name.name) },
      kind: 'table',
      columns: [],
      constraints: [],
      indexes: [],
      incomplete: doubt,
      origin: this.change,
      at: this.at,
    };
  }

  putTable(table: KnownTable): void {
    const key = tableKey(this.state, table.name);
    const names = withNames(this.state, this.state.tables.get(key), table);
    this.state = { ...this.state, ...names, tables: this.state.tables.set(key, table) };
    if (table.incomplete) this.state = { ...this.state, open: true };
    if (table.partitionOf) this.state = { ...this.state, partitioned: true };
  }

  /** Changes one table in place; does nothing to one that is a partial of its own making. */
  update(name: ObjectName, change: (table: KnownTable) => KnownTable): void {
    this.putTable(change(this.tableOrPartial(name)));
  }

  removeTable(name: ObjectName): void {
    const key = tableKey(this.state, name);
    const names = withNames(this.state, this.state.tables.get(key), undefined);
    const tables = this.state.tables.delete(key);
    this.state = {
      ...this.state,
      ...names,
      tables,
      gone: this.state.gone.set(`table:${key}`, this.at),
    };
  }

  enum(name: ObjectName): KnownEnum | undefined {
    return this.state.enums.get(tableKey(this.state, name));
  }

  putEnum(type: KnownEnum): void {
    const key = tableKey(this.state, type.name);
    this.state = { ...this.state, enums: this.state.enums.set(key, type) };
  }

  removeEnum(name: ObjectName): void {
    const key = tableKey(this.state, name);
    const gone = this.state.gone.set(`enum:${key}`, this.at);
    this.state = { ...this.state, enums: this.state.enums.delete(key), gone };
  }

  object(type: ObjectType, name: ObjectName, table?: ObjectName): KnownObject | undefined {
    return this.state.objects.get(objectKey(this.state, type, name, table));
  }

  putObject(object: KnownObject): void {
    const key = objectKey(this.state, object.type, object.name, object.table);
    const known = this.state.objects.get(key) !== undefined;
    const relation = relationTypes.includes(object.type) && !known;
    const taken = relation ? count(this.state.taken, this.#relation(object.name), 1) : undefined;
    const objects = this.state.objects.set(key, object);
    this.state = { ...this.state, objects, ...(taken ? { taken } : {}) };
  }

  removeObject(type: ObjectType, name: ObjectName, table?: ObjectName): void {
    const key = objectKey(this.state, type, name, table);
    const known = this.state.objects.get(key) !== undefined;
    const relation = relationTypes.includes(type) && known;
    const taken = relation ? count(this.state.taken, this.#relation(name), -1) : undefined;
    const gone = this.state.gone.set(key, this.at);
    const objects = this.state.objects.delete(key);
    this.state = { ...this.state, objects, gone, ...(taken ? { taken } : {}) };
  }

  isRelation(name: ObjectName): boolean {
    return (this.state.taken.get(this.#relation(name)) ?? 0) > 0;
  }

  isConstraint(name: ObjectName): boolean {
    return (this.state.taken.get(`c:${tableKey(this.state, name)}`) ?? 0) > 0;
  }

  #relation(name: ObjectName): string {
    return `r:${tableKey(this.state, name)}`;
  }
}

/** What the replay takes from the project. */
export interface ReplayOptions {
  /** Names that the metadata's `naming_convention` gives to unnamed constraints. */
  readonly naming?: NamingConvention | undefined;
}

/** SQLAlchemy's templates, e.g. `uq_%(table_name)s_%(column_0_name)s`. */
export type NamingConvention = Readonly<Partial<Record<'pk' | 'uq' | 'fk' | 'ix' | 'ck', string>>>;

const relationTypes: readonly ObjectType[] = ['sequence', 'view', 'materialized view'];
