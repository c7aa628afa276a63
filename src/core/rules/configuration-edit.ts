import { Document, parseDocument } from 'yaml';

/**
 * The text of `.alembic-pilot.yaml` after one key was given a value; comments and the order of what
 * is there stay. A text that is no YAML map is given back as it is.
 *
 * @param path e.g. `['rules', 'truncate']`
 */
export function setInConfiguration(
  text: string,
  path: readonly string[],
  value: string | number,
): string {
  const document = text.trim() === '' ? new Document({}) : parseDocument(text);
  if (document.errors.length > 0) return text;
  try {
    document.setIn(path, value);
  } catch {
    return text;
  }
  return document.toString({ lineWidth: 0 });
}
