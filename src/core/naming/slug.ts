/** Alembic's own limit, `truncate_slug_length`. */
export const defaultSlugLength = 40;

/**
 * The words of a message as Alembic puts them into the name of a file
 * (`ScriptDirectory._rev_path` of alembic/script/base.py).
 *
 * @param longest characters, after which it is cut behind a word
 */
export function slugOf(message: string, longest = defaultSlugLength): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join('_').toLowerCase();
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest);
  const end = cut.lastIndexOf('_');
  return `${end < 0 ? cut : cut.slice(0, end)}_`;
}
