/** Holds the index of models and schemas against SQLAlchemy's MetaData and Pydantic's model_fields. */
import path from 'node:path';
import { indexModels } from '../../src/core/models/index-models.js';
import type { ModelColumn, ModelTable } from '../../src/core/models/model.js';
import { PythonFiles } from '../../src/core/models/python-files.js';
import { indexSchemas } from '../../src/core/models/schemas.js';
import { readPythonTexts } from '../../src/system/files/python-texts.js';
import { runPython } from './run-python.js';

interface MetadataColumn {
  readonly type: string;
  readonly nullable: boolean;
  readonly default: boolean;
  readonly attribute: string;
}

interface MetadataTable {
  readonly columns: Readonly<Record<string, MetadataColumn>>;
  readonly primary_key: readonly string[];
  readonly foreign_keys: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly targets: readonly string[];
    readonly ondelete: string;
  }[];
}

export interface ModelsComparison {
  /** Tables or schemas that both have. */
  readonly compared: number;
  readonly facts: number;
  readonly differences: readonly string[];
}

/** @param root the folder that the names of modules count from */
async function filesOf(root: string): Promise<PythonFiles> {
  return new PythonFiles((await readPythonTexts(root, () => false)) ?? new Map<string, string>());
}

/**
 * @param modules what to import for the models
 * @throws Error with what Python said where they cannot be imported
 */
export async function compareModels(
  root: string,
  modules: readonly string[],
  python: string,
): Promise<ModelsComparison> {
  const { tables } = indexModels(await filesOf(root));
  const input = { path: [root], modules };
  const answer = (await runPython(python, 'model_metadata.py', input)) as {
    readonly tables: Readonly<Record<string, MetadataTable>>;
  };
  let facts = 0;
  const differences: string[] = [];
  const compare = (where: string, own: unknown, theirs: unknown): void => {
    facts++;
    const [a, b] = [JSON.stringify(own), JSON.stringify(theirs)];
    if (a !== b) differences.push(`${where}: ${a}, SQLAlchemy says ${b}`);
  };
  let compared = 0;
  for (const [name, theirs] of Object.entries(answer.tables)) {
    const own = tables.find((table) => fullName(table) === name);
    compare(name, own !== undefined, true);
    if (!own) continue;
    compared++;
    const columns = new Map(own.columns.map((one) => [one.column.name, one]));
    for (const [column, said] of Object.entries(theirs.columns)) {
      const one = columns.get(column);
      const where = `${name}.${column}`;
      compare(where, one !== undefined, true);
      if (!one) continue;
      if (one.column.type.name !== undefined)
        compare(`${where} type`, typeText(one), formatted(said.type));
      if (one.column.nullable !== undefined)
        compare(`${where} nullable`, one.column.nullable && !one.primaryKey, said.nullable);
      compare(`${where} default`, one.column.default !== undefined, said.default);
    }
    for (const column of columns.keys())
      compare(`${name}.${column}`, true, Object.hasOwn(theirs.columns, column));
    const keys = own.constraints.flatMap((one) =>
      one.type === 'foreign_key'
        ? [`${(one.columns ?? []).join()} ${one.references?.name ?? ''} ${one.onDelete ?? ''}`]
        : [],
    );
    compare(
      `${name} foreign keys`,
      [...new Set(keys)].sort(),
      theirs.foreign_keys
        .map((key) => `${key.columns.join()} ${key.table.split('.').at(-1) ?? ''} ${key.ondelete}`)
        .sort(),
    );
  }
  return { compared, facts, differences };
}

const fullName = ({ name }: ModelTable) =>
  name.schema === undefined ? name.name : `${name.schema}.${name.name}`;

/** What a type is called does not tell its case, nor whether spaces follow a comma. */
const plain = (type: string) =>
  type
    .toLowerCase()
    .replaceAll(/\s*,\s*/gu, ',')
    .replaceAll('"', '');

const typeText = ({ column }: ModelColumn) => plain(column.type.name ?? '');

/** A type as SQLAlchemy's PostgreSQL dialect compiles it, as `format_type` prints it. */
function formatted(compiled: string): string {
  const text = plain(compiled)
    .replace(/^varchar\b/u, 'character varying')
    .replace(/^char(?=\(|$)/u, 'character')
    .replace(/^float\((\d+)\)$/u, (_, bits) => (Number(bits) <= 24 ? 'real' : 'double precision'))
    .replace(/^float$/u, 'double precision')
    .replace(/^decimal\b/u, 'numeric')
    .replace(/^numeric\((\d+)\)$/u, 'numeric($1,0)')
    .replace(/^timestamp(\(\d+\))? (with(?:out)? time zone)$/u, 'timestamp$1 $2')
    .replace(/^bit varying$/u, 'bit varying');
  return text.replace(/^varchar(.*\[\])$/u, 'character varying$1');
}

/** @param modules of schemas; those that cannot be imported are left out */
export async function compareSchemas(
  root: string,
  modules: readonly string[],
  python: string,
): Promise<ModelsComparison> {
  const schemas = indexSchemas(await filesOf(root));
  const input = { path: [root], modules };
  const answer = (await runPython(python, 'schema_fields.py', input)) as {
    readonly schemas: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  };
  let [compared, facts] = [0, 0];
  const differences: string[] = [];
  for (const [name, theirs] of Object.entries(answer.schemas)) {
    const own = schemas.find(
      ({ name: label, place }) => `${moduleOf(root, place.file)}.${label}` === name,
    );
    facts++;
    if (!own) {
      differences.push(`${name} is not in the index`);
      continue;
    }
    compared++;
    const fields = Object.fromEntries(
      own.fields.map((field) => [field.name, field.optional] as const),
    );
    for (const field of new Set([...Object.keys(theirs), ...Object.keys(fields)])) {
      facts++;
      if (fields[field] !== theirs[field])
        differences.push(
          `${name}.${field}: ${String(fields[field])}, Pydantic says ${String(theirs[field])}`,
        );
    }
  }
  return { compared, facts, differences };
}

/** The dotted name of a file below a folder. */
export function moduleOf(root: string, file: string): string {
  const inside = path.relative(root, file).replace(/(?:^|[\\/])__init__\.py$|\.py$/u, '');
  return inside.split(path.sep).join('.');
}
