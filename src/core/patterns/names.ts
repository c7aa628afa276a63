import type { ObjectName } from '../changes/objects.js';

const name = /\s*(?:"((?:[^"]|"")*)"|([^".,]*[^".,\s]|))\s*(\.|,|$)/y;
const label = /\s*(?:"((?:[^"]|"")*)"|([^",]*[^",\s]|))\s*(,|$)/y;

/**
 * Reads names as people write them: `a, b`, `schema.table`, `"a.b"`. A name without quotes is taken
 * as it stands, upper case included, as Alembic takes it.
 *
 * @returns names of one or more parts; undefined for what is no list of names
 */
export function readNames(text: string): readonly (readonly string[])[] | undefined {
  return readParts(text, name);
}

/** Reads labels: the same, but that a dot is a character like another. */
export function readLabels(text: string): readonly string[] | undefined {
  return readParts(text, label)?.flat();
}

function readParts(text: string, part: RegExp): string[][] | undefined {
  const names: string[][] = [[]];
  part.lastIndex = 0;
  for (let end = ''; part.lastIndex < text.length || end !== '';) {
    const found = part.exec(text);
    const read = found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? '';
    if (!found || read === '') return undefined;
    names.at(-1)?.push(read);
    end = found[3] ?? '';
    if (end === ',') names.push([]);
  }
  return names[0]?.length === 0 ? undefined : names;
}

/** The only name of a text; its schema where it has two parts. */
export function readObjectName(text: string): ObjectName | undefined {
  const [parts = [], ...more] = readNames(text) ?? [];
  const [own, schema, ...beyond] = [...parts].reverse();
  if (own === undefined || more.length > 0 || beyond.length > 0) return undefined;
  return schema === undefined ? { name: own } : { schema, name: own };
}

/** One name without a schema. */
export function readName(text: string): string | undefined {
  const read = readObjectName(text);
  return read?.schema === undefined ? read?.name : undefined;
}

/** A name as `readNames` reads it back. */
export function writeName({ schema, name }: ObjectName): string {
  return [...(schema === undefined ? [] : [schema]), name].map(quotedPart).join('.');
}

const quotedPart = (own: string) => (own.includes('.') ? inQuotes(own) : writeLabel(own));

/** A label as `readLabels` reads it back. */
export const writeLabel = (own: string) => (/[",]|^\s|\s$/.test(own) ? inQuotes(own) : own);

const inQuotes = (own: string) => `"${own.replaceAll('"', '""')}"`;
