/** Those of constraints and indexes are called as SQLAlchemy's naming convention calls them. */
export const namingKeys = ['table', 'column', 'type', 'ix', 'uq', 'ck', 'fk', 'pk'] as const;
export type NamingKey = (typeof namingKeys)[number];

/**
 * A pattern is a regular expression for the whole name, in which `%(table_name)s` and the other
 * tokens of SQLAlchemy's naming convention stand for names.
 */
export type Naming = Readonly<Partial<Record<NamingKey, string>>>;

/** A token of SQLAlchemy's naming convention. */
export const token = /%\((\w+)\)s/g;

/** Why a text is no pattern; undefined where it is one. */
export function wrongPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern.replace(token, 'x'), 'u');
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `This is not a regular expression: ${why}.`;
  }
}
