import assert from 'node:assert/strict';
import path from 'node:path';
import { readCheckFacts } from '../../../src/actions/check-facts.js';
import { analyze, type ProjectAnalysis } from '../../../src/core/analyze.js';
import { projectCode, type ProjectCode } from '../../../src/core/models/project-code.js';
import type { Attribute } from '../../../src/core/models/python-class.js';
import { columnParts } from '../../../src/core/models/write/column-parts.js';
import { keywordText } from '../../../src/core/models/write/relationship-code.js';
import type { SourceRange } from '../../../src/core/python/value.js';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { applyFixes } from '../../../src/core/rules/apply-edits.js';
import { loadProjects, type LoadedProject } from '../../../src/system/files/load-project.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';
import { pythonErrors } from '../../support/python-ast.js';

const example = path.resolve(import.meta.dirname, '../../../example/hartomat');
const only = new Set(allRules.flatMap(({ id, category }) => (category === 'models' ? [id] : [])));

/** A change of the example that leaves something out, and what has to be found. */
interface Omission {
  readonly what: string;
  readonly rule: string;
  readonly file: string;
  readonly range: SourceRange;
  readonly text: string;
  /** The file that the finding stands in, and the text that it stands on. */
  readonly at: { readonly file: string; readonly word: string };
}

describe('omissions in the models and schemas of the example', () => {
  let code: ProjectCode;
  let check: (texts: ReadonlyMap<string, string>) => ProjectAnalysis;
  let original: ReadonlyMap<string, string>;
  const mended: [string, string][] = [];

  before(async () => {
    const [loaded] = await loadProjects(example);
    assert.ok(loaded);
    ({ check, code, original } = await checker(loaded));
  });

  it('are none in the example as it is', () => {
    assert.deepEqual(check(original).findings, []);
  });

  const kinds: readonly (readonly [string, number, (code: ProjectCode) => Omission[]])[] = [
    ['attributes', 12, attributes],
    ['lengths of types', 6, lengths],
    ['Optional of attributes', 5, optionals],
    ['back_populates', 5, backPopulates],
    ['relationships of the other side', 4, relationships],
    ['imports of models', 5, imports],
    ['fields of schemas', 6, fields],
    ['Optional of fields', 5, optionalFields],
  ];
  for (const [what, count, plant] of kinds)
    it(`${count} ${what} are found at the right place and mended`, () => {
      const all = plant(code);
      const step = Math.max(1, Math.floor(all.length / count));
      const planted = all.filter((_, at) => at % step === 0).slice(0, count);
      assert.equal(planted.length, count, `of ${all.length}`);
      for (const omission of planted) foundAndMended(omission);
    });

  it('leave Python behind when they are mended', () => {
    assert.ok(mended.length >= 48);
    assert.deepEqual(pythonErrors(mended), []);
  });

  function foundAndMended({ what, rule, file, range, text, at }: Omission): void {
    const before = original.get(file) ?? '';
    const without = before.slice(0, range.from) + text + before.slice(range.to);
    const texts = new Map(original).set(file, without);
    const { findings } = check(texts);
    assert.deepEqual(
      findings.map((one) => [
        one.rule,
        path.basename(one.file),
        texts.get(one.file)?.slice(one.range.from, one.range.to),
      ]),
      [[rule, path.basename(at.file), at.word]],
      what,
    );
    const fixes = findings.flatMap((one) => one.fixes.slice(0, 1));
    assert.equal(fixes.length, 1, `${what}: no fix`);
    for (const [edited, after] of applyFixes(fixes, (one) => texts.get(one)).files) {
      texts.set(edited, after ?? '');
      mended.push([`${what} in ${edited}`, after ?? '']);
    }
    assert.deepEqual(check(texts).findings, [], `${what}: after its fix`);
    const again = projectCode({ texts, env: code.env, stated: new Map() });
    assert.deepEqual(declared(again), declared(code), what);
  }
});

async function checker(loaded: LoadedProject) {
  const { project, graph } = loaded;
  const facts = await readCheckFacts(loaded, { root: example, git: false });
  const { outside, configuration, packages } = facts;
  const source = outside.code;
  assert.ok(source);
  const sql = await loadSqlParser();
  const part = { revisions: [], history: true };
  const about = { project, graph, sql, configuration, packages, selected: [], part, only, outside };
  let last: ProjectAnalysis | undefined;
  const check = (texts: ReadonlyMap<string, string>) =>
    (last = analyze({ ...about, texts: new Map([...facts.texts, ...texts]) }, last));
  return { check, code: projectCode(source), original: source.texts };
}

/** What a project declares, in no order. */
function declared({ models, schemas, imported }: ProjectCode) {
  const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    tables: models.tables.map((table) => ({
      name: table.name,
      columns: sorted(
        table.columns.map(({ attribute, column }) => [
          attribute,
          column.name,
          column.type.name,
          column.nullable,
          column.default !== undefined,
        ]),
      ),
      keys: sorted(table.constraints.filter(({ type }) => type === 'foreign_key')),
      indexes: sorted(table.indexes),
      relationships: sorted(
        table.relationships.map((one) => [one.attribute, one.target, one.backPopulates]),
      ),
    })),
    schemas: schemas.map(({ schema, table }) => [
      schema.name,
      table.model,
      sorted(schema.fields.map((field) => [field.name, field.type, field.optional])),
    ]),
    imported: [...(imported ?? [])].sort(),
  };
}

/** A statement with its line end. */
const lineOf = ({ range, module }: Attribute): SourceRange => ({
  from: module.text.lastIndexOf('\n', range.from) + 1,
  to: module.text.indexOf('\n', range.to) + 1,
});

/** Attributes of the class itself that are no keys. */
function ownColumns(code: ProjectCode) {
  return code.models.tables.flatMap((table) =>
    table.columns.flatMap((one) => {
      const { written, primaryKey } = one;
      const own = written && table.written?.attributes.get(one.attribute) === written;
      return own && !primaryKey ? [{ table, one, written }] : [];
    }),
  );
}

function attributes(code: ProjectCode): Omission[] {
  return ownColumns(code).flatMap(({ table, one, written }) => {
    const shared = [...table.constraints, ...table.indexes].some(
      (item) =>
        ('columns' in item &&
          (item.columns?.length ?? 0) > 1 &&
          item.columns?.includes(one.attribute)) ??
        false,
    );
    const enumType = one.column.type.enum !== undefined;
    // Relationships and indexes that name it would have to go as well.
    if (shared || enumType) return [];
    return [
      {
        what: `${table.model ?? ''}.${one.attribute}`,
        rule: 'model-lacks-column',
        file: written.file,
        range: lineOf(written),
        text: '',
        at: { file: written.file, word: table.model ?? '' },
      },
    ];
  });
}

function lengths(code: ProjectCode): Omission[] {
  return ownColumns(code).flatMap(({ table, one, written }) => {
    const { type } = columnParts(written);
    const now = type && written.module.text.slice(type.from, type.to);
    if (!type || now === undefined || !/^String\(\d+\)$/u.test(now)) return [];
    const text = 'String(7)';
    const what = `the type of ${table.model ?? ''}.${one.attribute}`;
    const { file } = written;
    return [
      { what, rule: 'model-type-differs', file, range: type, text, at: { file, word: text } },
    ];
  });
}

function optionals(code: ProjectCode): Omission[] {
  return ownColumns(code).flatMap(({ table, one, written }) => {
    const { annotation } = columnParts(written);
    const now = annotation && written.module.text.slice(annotation.from, annotation.to);
    const [, inner] = /^Optional\[(.*)\]$/u.exec(now ?? '') ?? [];
    if (!annotation || inner === undefined) return [];
    const what = `Optional of ${table.model ?? ''}.${one.attribute}`;
    const { file } = written;
    const at = { file, word: inner };
    return [{ what, rule: 'model-type-differs', file, range: annotation, text: inner, at }];
  });
}

function backPopulates(code: ProjectCode): Omission[] {
  return code.models.tables.flatMap((table) =>
    table.relationships.flatMap(({ attribute, written }) => {
      const value = keywordText(written, 'back_populates')?.place.range;
      const list = written.node?.getChild('ArgList');
      if (!value || !list) return [];
      const { text } = written.module;
      const alone = text.slice(value.to, list.to) === ')';
      if (!alone) return [];
      const from = text.lastIndexOf('back_populates', value.from);
      const { file } = written;
      const what = `back_populates of ${table.model ?? ''}.${attribute}`;
      const range = { from, to: value.to };
      const at = { file, word: attribute };
      return [{ what, rule: 'relationship-not-mirrored', file, range, text: '', at }];
    }),
  );
}

function relationships(code: ProjectCode): Omission[] {
  return code.models.tables.flatMap((table) =>
    table.relationships.flatMap(({ attribute, written, target, backPopulates: back }) => {
      const other = code.models.tables.find(({ model }) => model === target);
      const facing = other?.relationships.find((one) => one.attribute === back);
      if (!facing || back === undefined) return [];
      const { file } = written;
      const at = { file: facing.place.file, word: `"${attribute}"` };
      const what = `${table.model ?? ''}.${attribute}`;
      return [
        { what, rule: 'relationship-not-mirrored', file, range: lineOf(written), text: '', at },
      ];
    }),
  );
}

function imports(code: ProjectCode): Omission[] {
  const file = [...code.files.texts.keys()].find((one) => one.endsWith('models/__init__.py')) ?? '';
  const text = code.files.texts.get(file) ?? '';
  return code.models.tables.flatMap((table) => {
    const model = table.model ?? '';
    const line = `import ${model}\n`;
    const at = text.indexOf(line);
    if (at < 0) return [];
    const from = text.lastIndexOf('\n', at) + 1;
    return [
      {
        what: `the import of ${model}`,
        rule: 'model-not-imported',
        file,
        range: { from, to: at + line.length },
        text: '',
        at: { file: table.place.file, word: model },
      },
    ];
  });
}

function readFields(code: ProjectCode) {
  return code.schemas.flatMap((match) =>
    match.role === 'writes'
      ? []
      : match.schema.fields.flatMap((field) => {
          const column = match.table.columns.find(({ attribute }) => attribute === field.name);
          const own = match.schema.written.attributes.get(field.name) === field.written;
          return column && own ? [{ match, field, column }] : [];
        }),
  );
}

function fields(code: ProjectCode): Omission[] {
  return readFields(code).flatMap(({ match, field, column }) => {
    // Keys and bookkeeping are left out of schemas on purpose.
    if (column.column.type.enum || match.schema.fields.length < 5 || column.primaryKey) return [];
    if (/_(?:at|id|by_id)$/u.test(field.name)) return [];
    const { file } = field.written;
    const name = match.schema.name;
    const at = { file, word: name };
    const range = lineOf(field.written);
    return [
      { what: `${name}.${field.name}`, rule: 'schema-lacks-field', file, range, text: '', at },
    ];
  });
}

function optionalFields(code: ProjectCode): Omission[] {
  return readFields(code).flatMap(({ match, field }) => {
    const { annotation } = columnParts(field.written);
    const now = annotation && field.written.module.text.slice(annotation.from, annotation.to);
    const [, inner] = /^Optional\[(.*)\]$/u.exec(now ?? '') ?? [];
    if (!annotation || inner === undefined) return [];
    const { file } = field.written;
    const what = `Optional of ${match.schema.name}.${field.name}`;
    const at = { file, word: inner };
    return [{ what, rule: 'schema-field-not-optional', file, range: annotation, text: inner, at }];
  });
}
