import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { annotationText } from '../../models/annotation.js';
import type { SchemaMatch } from '../../models/match-schemas.js';
import type { ModelColumn, ModelTable } from '../../models/model.js';
import { insertBehind, lastOwn } from '../../models/write/insert-line.js';
import { optionalStyle } from '../../models/write/class-style.js';
import { named, PythonWriter } from '../../models/write/python-writer.js';
import { pythonType } from '../../models/write/python-type.js';
import type { Fix } from '../finding.js';
import { originOf, ownTables } from '../mapped-tables.js';
import type { RuleOn } from '../rule.js';

/** A schema that shows less of its model, or leaves out more columns, means to show a part. */
const leastShown = 0.7;
const mostLacking = 3;

const secret = /pass(?:word|wd|phrase)?|secret|token|salt|hash(?:ed)?\b|api_?key|private/iu;

export const schemaLacksField: RuleOn<'model'> = {
  id: 'schema-lacks-field',
  title: 'The schema that shows a model lacks a field for one of its columns',
  category: 'models',
  severity: 'info',
  on: 'model',
  *check(subject) {
    const own = new Set(ownTables(subject));
    for (const match of subject.schemas) {
      const { schema, table, role } = match;
      if (role !== 'reads' || schema.incomplete || !own.has(table)) continue;
      const shown = new Set(schema.fields.map(({ name }) => plain(name)));
      const open = table.columns.filter(
        ({ attribute, column }) => !secret.test(attribute) && !secret.test(column.name),
      );
      const lacking = open.filter(({ attribute }) => !shown.has(plain(attribute)));
      if (lacking.length > mostLacking || open.length - lacking.length < open.length * leastShown)
        continue;
      for (const one of lacking) {
        if (one.primaryKey || bookkeeping.test(one.attribute) || refers(table, one)) continue;
        const name = `${objectText(table.name)}.${one.column.name}`;
        const known = subject.schema && certain(subject.schema.column(table.name, one.column.name));
        yield {
          at: schema.place,
          message: `${schema.name} shows ${open.length - lacking.length} of the ${open.length} columns of ${table.model ?? table.name.name}, but not ${one.attribute}.`,
          help: `Add the field, or leave it out on purpose: \`# alembic-pilot: ignore[schema-lacks-field] reason\`. They belong together because ${match.because}.`,
          fixes: fixOf(match, one),
          ...(known ? originOf(subject, known.origin, `makes ${name}`) : {}),
        };
      }
    }
  },
};

/** What the code writes for itself, and what a nested answer says in another way. */
const bookkeeping = /^(?:created?|updated?|modified|deleted|inserted)_?(?:at|on|by|date|time)/iu;

const refers = ({ constraints }: ModelTable, { column }: ModelColumn) =>
  constraints.some((one) => one.type === 'foreign_key' && one.columns?.includes(column.name));

/** `userId` and `user_id` are one name. */
const plain = (name: string) => name.replaceAll('_', '').toLowerCase();

/** As the model says it, where the type alone leaves it open: what JSON holds. */
function valueType({ column, written }: ModelColumn, printed: string): string {
  const said = written?.annotation?.args[0];
  if (!/^jsonb?$/u.test(column.type.name ?? '') || !said) return pythonType(printed);
  const text = annotationText({ ...said, optional: false });
  return /^(?:list|dict)\[[\w., [\]]*\]$/u.test(text)
    ? text.replaceAll(/\btyping\.\w+/gu, named)
    : pythonType(printed);
}

function fixOf({ schema, table }: SchemaMatch, one: ModelColumn): Fix[] {
  const { attribute, column } = one;
  const { name } = column.type;
  const position = table.columns.findIndex((other) => other.attribute === attribute);
  const before = table.columns.slice(0, position).map((other) => other.attribute);
  const fields = schema.fields.filter(({ written }) => written.file === schema.place.file);
  const written = fields.map((one) => one.written);
  const near = schema.fields.filter((one) => before.includes(one.name)).map((one) => one.written);
  const after = lastOwn(schema.written, near) ?? lastOwn(schema.written, written);
  if (!after || name === undefined || column.nullable === undefined || column.type.enum) return [];
  const writer = new PythonWriter(after.file, after.module);
  const annotation = optionalStyle(after.module.text)(valueType(one, name), column.nullable);
  const code = `${attribute}: ${annotation}${column.nullable ? ' = None' : ''}`;
  insertBehind(after, code, writer);
  return [{ title: `Add ${attribute} to ${schema.name}`, safety: 'review', edits: writer.edits }];
}
