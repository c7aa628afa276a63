import type { DeclaredModels } from './outside.js';
import type { ModelIndex, ModelTable } from '../models/model.js';

/** The index as the rules ask it: by names. */
export function declaredModels({ tables }: ModelIndex): DeclaredModels {
  return {
    tables: tables.map((table) => ({
      name: table.name,
      columns: table.columns.map(({ column }) => column.name),
      indexes: table.incomplete.length > 0 ? undefined : table.indexes.map(indexName(table)),
      constraints: undefined,
      place: table.place,
    })),
  };
}

/** What SQLAlchemy calls an index that has no name: `ix_` and the label of its first column. */
function indexName({ name }: ModelTable) {
  return (index: ModelTable['indexes'][number]): string => {
    const [first] = index.keys ?? [];
    const label = [name.schema, name.name, first?.column].flatMap((part) => part ?? []);
    return index.name ?? `ix_${label.join('_')}`;
  };
}
