import { compareExpressions } from '../../../src/core/sql/compare-expressions.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import type {
  KnownColumn,
  KnownConstraint,
  KnownIndex,
  KnownSchema,
  KnownTable,
} from '../../../src/core/changes/known-schema.js';
import type {
  Column,
  Index,
  Schema,
  Table,
  TableConstraint,
} from '../../../src/core/schema/schema.js';

/** How a replayed schema and a database's catalogs agree. */
export interface Comparison {
  /** Facts of the catalogs that the replay tells alike, by kind. */
  readonly agreed: Map<string, number>;
  /** Facts that the replay leaves open, with its reason. */
  readonly unknown: string[];
  readonly different: string[];
}

/** Compares what a replay knows with the catalogs, fact by fact, both ways. */
export function compareReplayed(replayed: KnownSchema, real: Schema, sql: SqlParser): Comparison {
  const comparison = new Comparer(replayed, sql, (real.serverVersion ?? 0) >= 180000);
  comparison.compare(real);
  return comparison;
}

class Comparer implements Comparison {
  readonly agreed = new Map<string, number>();
  readonly unknown: string[] = [];
  readonly different: string[] = [];

  constructor(
    readonly replayed: KnownSchema,
    readonly sql: SqlParser,
    readonly namesNotNull: boolean,
  ) {}

  compare(real: Schema): void {
    const tables = real.tables.filter(
      ({ schema, kind, name }) =>
        schema === 'public' && kind !== 'view' && name !== 'alembic_version',
    );
    for (const table of tables) this.#table(table);
    for (const { name, doubt } of this.replayed.tables)
      if (!doubt && !tables.some((table) => table.name === name.name))
        this.different.push(`table ${name.name} is not there`);
    for (const type of real.enums) {
      const known = this.replayed.enum(type);
      if (known.state === 'present' && known.value.labels)
        this.#fact('enum', type.name, known.value.labels.join(), type.labels.join());
      else this.#open('enum', type.name, known);
    }
    for (const { name, doubt } of this.replayed.enums)
      if (!doubt && !real.enums.some((type) => type.name === name.name))
        this.different.push(`enum ${name.name} is not there`);
    this.#objects('sequence', real.sequences);
    this.#objects(
      'view',
      real.tables.filter(({ kind }) => kind === 'view'),
    );
    this.#objects('function', real.functions);
  }

  #objects(
    type: 'sequence' | 'view' | 'function',
    real: readonly { readonly schema: string; readonly name: string }[],
  ): void {
    const own = real.filter(({ schema }) => schema === 'public');
    for (const object of own) {
      const known = this.replayed.object(type, object);
      if (known.state === 'present') this.#agree(type);
      else this.#open(type, object.name, known);
    }
    for (const { name, doubt, ...object } of this.replayed.objects)
      if (object.type === type && !doubt && !own.some((other) => other.name === name.name))
        this.different.push(`${type} ${name.name} is not there`);
  }

  #table(real: Table): void {
    const found = this.replayed.table(real);
    if (found.state !== 'present') {
      this.#open('table', real.name, found);
      return;
    }
    this.#agree('table');
    const table = found.value;
    this.#fact('comment', real.name, table.comment ?? '', real.comment ?? '');
    this.#parts('column', real, table, real.columns, table.columns, (column, known) => {
      this.#column(real, column, known);
    });
    const constraints = [
      ...real.constraints.filter(({ type }) => type !== 'not_null'),
      ...real.indexes.flatMap(keyOfIndex),
    ];
    this.#parts(
      'constraint',
      real,
      table,
      distinct(constraints),
      table.constraints,
      (item, known) => {
        this.#constraint(real, item, known);
      },
    );
    this.#parts('index', real, table, real.indexes, table.indexes, (index, known) => {
      this.#index(real, index, known);
    });
    if (this.namesNotNull) this.#notNulls(real, table);
    const triggers = real.triggers.filter(({ internal }) => !internal);
    for (const { name } of triggers) {
      const known = this.replayed.object('trigger', { name }, real);
      if (known.state === 'present') this.#agree('trigger');
      else this.#open('trigger', `${real.name}.${name}`, known);
    }
  }

  #notNulls(real: Table, table: KnownTable): void {
    const names = real.constraints
      .filter(({ type }) => type === 'not_null')
      .map(({ name, columns }) => `${columns.join()} ${name}`);
    const known = table.columns.flatMap(({ name, notNull, doubt }) =>
      notNull && !doubt ? [`${name} ${notNull.name ?? ''}`] : [],
    );
    for (const name of names)
      if (known.includes(name)) this.#agree('not null');
      else if (table.incomplete) this.unknown.push(`${real.name} NOT NULL ${name}`);
      else this.different.push(`${real.name} NOT NULL ${name}: replayed ${known.join('; ')}`);
  }

  #parts<R extends { readonly name: string }, K extends KnownColumn | KnownConstraint | KnownIndex>(
    kind: string,
    table: Table,
    known: KnownTable,
    real: readonly R[],
    replayed: readonly K[],
    compare: (real: R, known: K) => void,
  ): void {
    for (const part of real) {
      const match = replayed.find(({ name }) => name === part.name);
      const doubt = match ? match.doubt : known.incomplete;
      if (doubt) this.unknown.push(`${kind} ${table.name}.${part.name}: ${doubt.reason}`);
      else if (match) compare(part, match);
      else this.different.push(`${kind} ${table.name}.${part.name} is not replayed`);
    }
    for (const { name, doubt } of replayed)
      if (!doubt && !real.some((part) => part.name === name))
        this.different.push(`${kind} ${table.name}.${name ?? '?'} is not there`);
  }

  #column({ name: table }: Table, real: Column, known: KnownColumn): void {
    const name = `${table}.${real.name}`;
    if (known.type.name === undefined)
      this.unknown.push(`type ${name}: ${known.type.reason ?? ''}`);
    else this.#fact('type', name, known.type.name, real.type);
    if (known.nullable === undefined) this.unknown.push(`nullable ${name}`);
    else this.#fact('nullable', name, known.nullable, real.nullable);
    this.#fact('identity', name, known.identity ?? '', real.identity ?? '');
    this.#fact('column comment', name, known.comment ?? '', real.comment ?? '');
    this.#expression('default', name, known.default?.sql, real.default);
    this.#expression(
      'generated',
      name,
      known.generated?.expression.sql,
      real.generated?.expression,
    );
  }

  #constraint({ name: table }: Table, real: TableConstraint, known: KnownConstraint): void {
    const name = `${table}.${real.name}`;
    const { definition } = known;
    this.#fact('constraint type', name, definition.type, real.type);
    this.#fact('constraint valid', name, known.valid, real.valid);
    const sorted = (columns: readonly string[] | undefined) => [...(columns ?? [])].sort().join();
    // The catalogs list only plain keys of an exclusion constraint, the replay what it names.
    const columns =
      definition.type === 'exclude'
        ? definition.keys?.flatMap(({ column }) => column ?? [])
        : known.columns;
    if (columns === undefined) this.unknown.push(`columns of ${name}`);
    else this.#fact('constraint columns', name, sorted(columns), sorted(real.columns));
    if (definition.type === 'check')
      this.#expression('check', name, definition.expression.sql, real.expression);
    if (definition.type !== 'foreign_key' || !real.references) return;
    const target = real.references;
    this.#fact('foreign key table', name, definition.references?.name, target.name);
    this.#fact(
      'foreign key columns',
      name,
      definition.referencedColumns?.join(),
      target.columns.join(),
    );
    this.#fact('foreign key delete', name, definition.onDelete, target.onDelete);
    this.#fact('foreign key update', name, definition.onUpdate, target.onUpdate);
  }

  #index({ name: table }: Table, real: Index, known: KnownIndex): void {
    const name = `${table}.${real.name}`;
    const { definition } = known;
    this.#fact('index unique', name, definition.unique, real.unique);
    this.#fact('index method', name, definition.method, real.method);
    this.#fact('index include', name, (definition.include ?? []).join(), real.include.join());
    this.#expression('predicate', name, definition.predicate?.sql, real.predicate);
    const keys = definition.keys ?? [];
    this.#fact('index width', name, keys.length, real.keys.length);
    keys.forEach((key, position) => {
      const text = real.keys[position] ?? '';
      if (key.column !== undefined) this.#fact('index key', name, key.column, unquoted(text));
      else this.#expression('index expression', name, key.expression?.sql, text);
    });
  }

  #expression(
    kind: string,
    name: string,
    replayed: string | undefined,
    real: string | undefined,
  ): void {
    if (replayed === undefined && real === undefined) return;
    const likeness =
      replayed === undefined || real === undefined
        ? 'different'
        : compareExpressions(replayed, real, this.sql);
    if (likeness === 'same') this.#agree(kind);
    else if (likeness === 'unsure')
      this.unknown.push(`${kind} ${name}: ${replayed ?? ''} ~ ${real ?? ''}`);
    else this.different.push(`${kind} ${name}: replayed ${replayed ?? '-'}, is ${real ?? '-'}`);
  }

  #fact(kind: string, name: string, replayed: unknown, real: unknown): void {
    if (replayed === real) this.#agree(kind);
    else this.different.push(`${kind} ${name}: replayed ${String(replayed)}, is ${String(real)}`);
  }

  #open(
    kind: string,
    name: string,
    known: { readonly state: string; readonly doubt?: { readonly reason: string } },
  ): void {
    if (known.state === 'unknown')
      this.unknown.push(`${kind} ${name}: ${known.doubt?.reason ?? ''}`);
    else this.different.push(`${kind} ${name} is not replayed`);
  }

  #agree(kind: string): void {
    this.agreed.set(kind, (this.agreed.get(kind) ?? 0) + 1);
  }
}

/** Introspection lists a key with its index. */
function keyOfIndex({ constraint, keys, valid }: Index): TableConstraint[] {
  if (!constraint) return [];
  const { name, type, definition, deferrable, initiallyDeferred } = constraint;
  return [
    {
      name,
      type,
      definition,
      deferrable,
      initiallyDeferred,
      valid,
      columns: keys.map(unquoted),
    },
  ];
}

function distinct<T extends { readonly name: string }>(parts: readonly T[]): T[] {
  return parts.filter((part, index) => parts.findIndex(({ name }) => name === part.name) === index);
}

const unquoted = (text: string) => text.replace(/^"(.*)"$/, '$1');
