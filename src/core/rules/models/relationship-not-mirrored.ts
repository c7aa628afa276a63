import { ClassTree } from '../../models/class-tree.js';
import type { ModelTable, Relationship } from '../../models/model.js';
import { keywordText, mirrorCode, writeKeyword } from '../../models/write/relationship-code.js';
import { insertBehind, lastOwn } from '../../models/write/insert-line.js';
import { PythonWriter } from '../../models/write/python-writer.js';
import type { Fix } from '../finding.js';
import { ownTables } from '../mapped-tables.js';
import type { RuleOn } from '../rule.js';

interface Side {
  readonly table: ModelTable;
  readonly own: Relationship;
}

export const relationshipNotMirrored: RuleOn<'model'> = {
  id: 'relationship-not-mirrored',
  title: 'A relationship is not mirrored on the other side',
  category: 'models',
  severity: 'warning',
  on: 'model',
  *check(subject) {
    const tables = ownTables(subject);
    const tree = new ClassTree(subject.files);
    for (const table of tables)
      for (const own of table.relationships) {
        const other = onlyOne(tables, own.target);
        // A mixin's relationship stands once for several classes.
        const inherited = table.written?.attributes.get(own.attribute) !== own.written;
        if (!other || own.backref || own.viewOnly || inherited || other.incomplete.length > 0)
          continue;
        const { backPopulates } = own;
        const back = other.relationships.filter(({ target }) => target === table.model);
        const name = `${table.model ?? ''}.${own.attribute}`;
        if (backPopulates === undefined) {
          const facing = back.filter((one) => one.backPopulates === own.attribute);
          const [mirror] = facing.length > 0 ? facing : alone(back, table, own);
          if (!mirror || mirror.viewOnly || mirror.backref) continue;
          yield {
            at: own.place,
            message: `${name} does not say back_populates, though ${other.model ?? ''}.${mirror.attribute} is its other side: a change of one is not seen on the other.`,
            help: `Write back_populates="${mirror.attribute}" here and back_populates="${own.attribute}" there.`,
            fixes: bothSides({ table, own }, { table: other, own: mirror }),
            related: [{ ...mirror.place, message: 'The other side' }],
          };
          continue;
        }
        const named = other.relationships.find(({ attribute }) => attribute === backPopulates);
        const known = other.written && tree.attribute(other.written, backPopulates) !== undefined;
        if (!named && !known)
          yield {
            at: keywordText(own.written, 'back_populates')?.place ?? own.place,
            message: `${name} names ${other.model ?? ''}.${backPopulates}, which is not there: the first query of any model fails.`,
            help: `Add the relationship ${backPopulates} to ${other.model ?? ''}, or name the one that is its other side.`,
            fixes: [
              ...back
                .filter((one) => one.backPopulates === own.attribute)
                .flatMap((one) => rename(own, one.attribute)),
              ...mirror({ table, own }, other),
            ].slice(0, 1),
            related: [{ ...other.place, message: `The model ${other.model ?? ''}` }],
          };
        else if (
          named?.backPopulates !== undefined &&
          named.target === table.model &&
          named.backPopulates !== own.attribute &&
          table.relationships.some(({ attribute }) => attribute === named.backPopulates)
        )
          yield {
            at: keywordText(own.written, 'back_populates')?.place ?? own.place,
            message: `${name} names ${other.model ?? ''}.${backPopulates}, which names ${table.model ?? ''}.${named.backPopulates}.`,
            help: 'Let both sides name each other.',
            fixes: back
              .filter((one) => one.backPopulates === own.attribute)
              .flatMap((one) => rename(own, one.attribute)),
            related: [{ ...named.place, message: 'The side that it names' }],
          };
      }
  },
};

function onlyOne(tables: readonly ModelTable[], model: string | undefined): ModelTable | undefined {
  const found = tables.filter((table) => table.model !== undefined && table.model === model);
  return found.length === 1 ? found[0] : undefined;
}

/** The one relationship back, where there is one each way. */
function alone(back: readonly Relationship[], table: ModelTable, own: Relationship) {
  const there = table.relationships.filter(({ target }) => target === own.target);
  const free = back.filter(({ backPopulates }) => backPopulates === undefined);
  return there.length === 1 && back.length === 1 && free[0] !== own ? free : [];
}

function bothSides(one: Side, other: Side): Fix[] {
  const edits = [
    [one.own, other.own],
    [other.own, one.own],
  ].flatMap(([side, facing]) =>
    side && facing && side.backPopulates === undefined
      ? writeKeyword(side.written, 'back_populates', facing.attribute)
      : [],
  );
  return [{ title: 'Write back_populates on both sides', safety: 'review', edits }];
}

function rename(own: Relationship, attribute: string): Fix[] {
  const edits = writeKeyword(own.written, 'back_populates', attribute);
  return [{ title: `Name ${attribute}`, safety: 'review', edits }];
}

/** The relationship that the other side lacks. */
function mirror({ table, own }: Side, other: ModelTable): Fix[] {
  const { written } = other;
  const after =
    written &&
    (lastOwn(
      written,
      other.relationships.map((one) => one.written),
    ) ??
      lastOwn(
        written,
        other.columns.map((one) => one.written),
      ));
  const code = after && mirrorCode(own, table, other);
  if (!after || code === undefined) return [];
  const writer = new PythonWriter(after.file, after.module);
  insertBehind(after, code(writer), writer);
  const title = `Add ${own.backPopulates ?? ''} to ${other.model ?? ''}`;
  return [{ title, safety: 'review', edits: writer.edits }];
}
