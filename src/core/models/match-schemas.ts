import type { ModelTable } from './model.js';
import type { PydanticSchema } from './schemas.js';

/** A schema and the table whose rows it shows or takes. */
export interface SchemaMatch {
  readonly schema: PydanticSchema;
  readonly table: ModelTable;
  /** `reads`: filled from rows; `writes`: what a request may set. */
  readonly role: 'reads' | 'writes';
  /** Why they belong together, in words. */
  readonly because: string;
}

const reading = /(?:Out|Read|Response|Detail|Details|Public|InDB|InDBBase|View|Schema|Full)$/u;
const writing = /(?:Create|Update|Patch|In|Input|Request|Upsert|Edit|Form)$/u;
const neutral = /(?:Base|Dto|DTO|Model)$/u;

/**
 * Finds the table of each schema by its name (`ProductOut` and `Product`), where several fit by the
 * fields in common, then by the nearness of the files. A schema that shares hardly a field with the
 * table of its name is of another thing.
 *
 * @param stated schemas and models that the user matched, by name: these are not guessed
 */
export function matchSchemas(
  schemas: readonly PydanticSchema[],
  tables: readonly ModelTable[],
  stated: ReadonlyMap<string, string | undefined> = new Map(),
): readonly SchemaMatch[] {
  return schemas.flatMap((schema): readonly SchemaMatch[] => {
    const role = roleOf(schema);
    if (stated.has(schema.name)) {
      const table = tables.find(({ model }) => model === stated.get(schema.name));
      return table ? [{ schema, table, role, because: '.alembic-pilot.yaml says so' }] : [];
    }
    const name = stem(schema.name);
    const [best] = tables
      .filter(({ model }) => model !== undefined && stem(model) === name)
      .map((table) => ({ table, common: commonFields(schema, table) }))
      .filter(({ common }) => common.length * 2 >= Math.min(schema.fields.length, 4))
      .sort(
        (a, b) =>
          b.common.length - a.common.length ||
          nearness(schema, b.table) - nearness(schema, a.table),
      );
    if (!best || best.common.length === 0) return [];
    const because = `its name and ${best.common.length} of its ${schema.fields.length} fields are those of ${best.table.model ?? ''}`;
    return [{ schema, table: best.table, role, because }];
  });
}

function roleOf({ name, fromAttributes }: PydanticSchema): SchemaMatch['role'] {
  if (writing.test(name)) return 'writes';
  return fromAttributes || reading.test(name) ? 'reads' : 'writes';
}

function stem(name: string): string {
  const bare = name.replace(reading, '').replace(writing, '').replace(neutral, '');
  return (bare === '' ? name : bare).toLowerCase();
}

function commonFields(schema: PydanticSchema, table: ModelTable): readonly string[] {
  const own = new Set(table.columns.map(({ attribute }) => attribute));
  return schema.fields.flatMap(({ name }) => (own.has(name) ? [name] : []));
}

function nearness(schema: PydanticSchema, table: ModelTable): number {
  const [a, b] = [schema.place.file.split(/[\\/]/u), table.place.file.split(/[\\/]/u)];
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
