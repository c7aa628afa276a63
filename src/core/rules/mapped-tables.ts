/** Models beside the tables that the migrations make. */
import type { Change } from '../changes/change.js';
import { certain, keyOf, type KnownTable } from '../changes/known-schema.js';
import type { ModelTable } from '../models/model.js';
import type { RelatedPlace } from './finding.js';
import type { ModelSubject } from './rule.js';

export interface MappedTable {
  readonly model: ModelTable;
  readonly known: KnownTable;
}

/** Each model of the project whose table the migrations surely have. */
export function* mappedTables(subject: ModelSubject): Generator<MappedTable> {
  for (const model of ownTables(subject)) {
    const known = subject.schema && certain(subject.schema.table(model.name));
    if (known) yield { model, known };
  }
}

/**
 * The tables that belong to this project: those that env.py leads to, or all where that is not
 * known. A table that is declared twice is left out: nobody knows which of the two is meant.
 */
export function ownTables({
  models: { tables },
  imported,
}: Pick<ModelSubject, 'models' | 'imported'>): readonly ModelTable[] {
  const led = tables.filter(({ place }) => imported?.has(place.file));
  const own = led.length > 0 ? led : tables;
  return own.filter(({ name }) => own.filter((other) => sameTable(other, name)).length === 1);
}

const sameTable = (table: ModelTable, name: ModelTable['name']) =>
  keyOf(table.name) === keyOf(name);

/** Where a change stands, for a finding about what it made. */
export function originOf(
  { migrations }: Pick<ModelSubject, 'migrations'>,
  change: Change,
  what: string,
): { readonly revision?: string; readonly related: readonly RelatedPlace[] } {
  for (const id of migrations.graph.order) {
    const migration = migrations.get(id);
    if (!migration?.upgrade.some((step) => step.change === change)) continue;
    const { file } = migration;
    const message = `Revision ${id} ${what}`;
    return { revision: id, related: [{ file, range: change.source.range, message }] };
  }
  return { related: [] };
}
