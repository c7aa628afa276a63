import { typeParts } from '../../changes/effects/type-text.js';
import type { KnownColumn } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { ModelColumn, ModelTable } from '../../models/model.js';
import { columnParts } from '../../models/write/column-parts.js';
import { styleOf } from '../../models/write/class-style.js';
import { writeNullable } from '../../models/write/nullability.js';
import { PythonWriter } from '../../models/write/python-writer.js';
import { writeType } from '../../models/write/type-code.js';
import type { Fix, Place } from '../finding.js';
import { mappedTables, originOf } from '../mapped-tables.js';
import type { ModelSubject, RuleOn } from '../rule.js';

export const modelTypeDiffers: RuleOn<'model'> = {
  id: 'model-type-differs',
  title: 'Type or nullability of a column differ between its model and the migrations',
  category: 'models',
  severity: 'warning',
  on: 'model',
  *check(subject) {
    for (const { model, known } of mappedTables(subject))
      for (const one of model.columns) {
        const column = known.columns.find(({ name }) => name === one.column.name);
        if (!column || column.doubt) continue;
        const name = `${objectText(known.name)}.${column.name}`;
        const own = `${model.model ?? model.name.name}.${one.attribute}`;
        const about = originOf(subject, column.origin, `makes ${name}`);
        const help = `Make the model say what the migrations made, or write a migration that changes ${name}.`;
        const [is, was] = [one.column.type.name, column.type.name];
        if (is !== undefined && was !== undefined && typesDiffer(is, was))
          yield {
            at: placeOf(one, 'type'),
            message: `${own} is ${is}; the migrations made ${name} ${was}.`,
            help,
            fixes: typeFix(model, one, was, subject),
            ...about,
          };
        const [may, might] = [one.column.nullable, column.nullable];
        if (may !== undefined && might !== undefined && may !== might && !one.primaryKey)
          yield {
            at: placeOf(one, 'nullable'),
            message: might
              ? `${own} is never None; ${name} may be NULL.`
              : `${own} may be None; ${name} is NOT NULL.`,
            help,
            fixes: nullableFix(one, column),
            ...about,
          };
      }
  },
};

/** As Alembic compares them: a length or precision that one of the two does not state is no matter. */
function typesDiffer(is: string, was: string): boolean {
  const [a, b] = [typeParts(unqualified(is)), typeParts(unqualified(was))];
  if (isText(is) && isText(was)) return false;
  if (a.base !== b.base || a.array !== b.array) return true;
  const stated = a.modifiers.length === b.modifiers.length;
  return stated && a.modifiers.some((value, at) => value !== b.modifiers[at]);
}

const isText = (type: string) => type === 'text' || type === 'character varying';
const unqualified = (type: string) => type.replace(/^(?:public|"public")\./u, '');

/** The very word that says it; else the attribute's name. */
function placeOf({ written, place }: ModelColumn, what: 'type' | 'nullable'): Place {
  const parts = written && columnParts(written);
  const range =
    what === 'type'
      ? (parts?.type ?? parts?.annotation)
      : (parts?.nullable ?? parts?.annotation ?? undefined);
  return range ? { file: place.file, range } : place;
}

function nullableFix({ written, attribute }: ModelColumn, { nullable }: KnownColumn): Fix[] {
  if (!written || nullable === undefined) return [];
  const writer = new PythonWriter(written.file, written.module);
  if (!writeNullable(written, nullable, writer)) return [];
  const title = nullable ? `Let ${attribute} be None` : `Make ${attribute} never None`;
  return [{ title, safety: 'review', edits: writer.edits }];
}

function typeFix(
  { written: subject }: ModelTable,
  { written, attribute, typeOfTarget }: ModelColumn,
  printed: string,
  { files, schema }: ModelSubject,
): Fix[] {
  const style = subject && styleOf(subject, files);
  if (!style || !written || !schema || typeOfTarget) return [];
  const writer = new PythonWriter(written.file, written.module, style.prefix);
  if (!writeType(written, printed, schema, style, writer)) return [];
  return [{ title: `Make ${attribute} ${printed}`, safety: 'review', edits: writer.edits }];
}
