import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { columnParts } from '../../models/write/column-parts.js';
import { writeOptionalField } from '../../models/write/nullability.js';
import { PythonWriter } from '../../models/write/python-writer.js';
import { keywordText } from '../../models/write/relationship-code.js';
import type { ModelColumn } from '../../models/model.js';
import type { SchemaField } from '../../models/schemas.js';
import type { Fix, Place } from '../finding.js';
import { originOf, ownTables } from '../mapped-tables.js';
import type { RuleOn } from '../rule.js';

export const schemaFieldNotOptional: RuleOn<'model'> = {
  id: 'schema-field-not-optional',
  title: 'A column may be NULL, the field of its schema may not be None',
  category: 'models',
  severity: 'warning',
  on: 'model',
  *check(subject) {
    const own = new Set(ownTables(subject));
    for (const { schema, table, role } of subject.schemas) {
      if (role !== 'reads' || !own.has(table)) continue;
      for (const field of schema.fields) {
        const column = table.columns.find(({ attribute }) => attribute === field.name);
        if (column?.column.nullable !== true || field.optional || !saysNoNone(field)) continue;
        if (isFilled(column)) continue;
        const known =
          subject.schema && certain(subject.schema.column(table.name, column.column.name));
        if (known?.nullable === false) continue;
        const name = `${objectText(table.name)}.${column.column.name}`;
        yield {
          at: placeOf(field),
          message: `${schema.name}.${field.name} is never None, but ${name} may be NULL: such a row cannot be shown.`,
          help: 'Make the field Optional.',
          fixes: fixOf(field),
          ...(known ? originOf(subject, known.origin, `makes ${name}`) : {}),
        };
      }
    }
  },
};

/** Rows have a value there unless somebody writes NULL on purpose. */
const isFilled = ({ column, written }: ModelColumn) =>
  column.default !== undefined ||
  (written &&
    ['default', 'default_factory', 'insert_default'].some((name) => {
      const given = keywordText(written, name)?.place.range;
      return given && written.module.text.slice(given.from, given.to) !== 'None';
    }));

/** Types whose None nobody can tell without running the code are left alone. */
const saysNoNone = ({ type }: SchemaField) => known.test(type);

const known =
  /^(?:str|int|float|bool|bytes|dict|list|set|tuple|datetime\.\w+|uuid\.UUID|decimal\.Decimal)(?:\[[\w., [\]|]*\])?$/u;

function placeOf({ written, place }: SchemaField): Place {
  const range = columnParts(written).annotation;
  return range ? { file: place.file, range } : place;
}

function fixOf({ written, name }: SchemaField): Fix[] {
  const writer = new PythonWriter(written.file, written.module);
  if (!writeOptionalField(written, writer)) return [];
  return [{ title: `Make ${name} Optional`, safety: 'safe', edits: writer.edits }];
}
