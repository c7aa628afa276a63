import { objectText } from '../changes/object-text.js';
import type { SchemaMatch } from '../models/match-schemas.js';
import type { CodePlace, ModelTable } from '../models/model.js';
import type { ProjectCode } from '../models/project-code.js';
import { LineMap } from '../python/lines.js';
import type { Finding } from '../rules/finding.js';
import { findingJson, type FindingJson } from './findings-json.js';

interface LineJson {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A table as a model declares it. */
export interface ModelTableJson extends LineJson {
  readonly table: string;
  readonly model: string | null;
  /** Whether env.py leads to it; null: only running it could tell. */
  readonly imported: boolean | null;
  readonly columns: readonly {
    readonly name: string;
    readonly attribute: string;
    readonly type: string | null;
    readonly nullable: boolean | null;
  }[];
  /** Why there may be more columns. */
  readonly incomplete: readonly string[];
}

export interface SchemaMatchJson extends LineJson {
  readonly schema: string;
  readonly model: string | null;
  readonly table: string;
  readonly role: 'reads' | 'writes';
  readonly because: string;
}

/** What is left to do after a revision; null: it belongs to none. */
export interface TodoJson {
  readonly revision: string | null;
  readonly findings: readonly FindingJson[];
}

export interface ModelsJson {
  readonly tables: readonly ModelTableJson[];
  readonly schemas: readonly SchemaMatchJson[];
  readonly todo: readonly TodoJson[];
}

/**
 * @param findings of the rules about models
 * @param order revisions, the newest last
 * @param relative a path as it is to be shown
 */
export function modelsJson(
  code: ProjectCode | undefined,
  findings: readonly Finding[],
  order: readonly string[],
  texts: ReadonlyMap<string, string>,
  relative: (file: string) => string,
): ModelsJson {
  const lineOf = ({ file, range }: CodePlace): LineJson => ({
    file: relative(file),
    line: new LineMap(code?.files.module(file).text ?? '').line(range.from),
  });
  const json = (finding: Finding) => findingJson(finding, texts.get(finding.file) ?? '', relative);
  return {
    tables: (code?.models.tables ?? []).map((table) => ({
      ...tableJson(table, code?.imported),
      ...lineOf(table.place),
    })),
    schemas: (code?.schemas ?? []).map((match) => ({
      ...matchJson(match),
      ...lineOf(match.schema.place),
    })),
    todo: [...order.toReversed(), undefined].flatMap((id): TodoJson[] => {
      const own = findings.filter(({ revision }) => revision === id);
      return own.length === 0 ? [] : [{ revision: id ?? null, findings: own.map(json) }];
    }),
  };
}

const tableJson = (table: ModelTable, imported: ReadonlySet<string> | undefined) => ({
  table: objectText(table.name),
  model: table.model ?? null,
  imported: imported?.has(table.place.file) ?? null,
  columns: table.columns.map(({ attribute, column }) => ({
    name: column.name,
    attribute,
    type: column.type.name ?? null,
    nullable: column.nullable ?? null,
  })),
  incomplete: table.incomplete,
});

const matchJson = ({ schema, table, role, because }: SchemaMatch) => ({
  schema: schema.name,
  model: table.model ?? null,
  table: objectText(table.name),
  role,
  because,
});
