import { renderType } from '../../changes/inverse/render-type.js';
import type { KnownSchema } from '../../changes/known-schema.js';
import { named } from './python-writer.js';

/**
 * A type as models write it, names yet to be spelled: `⟨sqlalchemy.String⟩(64)`. Undefined where
 * SQLAlchemy has none.
 *
 * @param printed as `format_type` prints it
 */
export function sqlalchemyName(printed: string, schema: KnownSchema): string | undefined {
  return renderType(printed, schema)
    ?.replaceAll(/\b(?:length|precision|scale)=(?=\d)/gu, '')
    .replaceAll(/(?<=\w)\(\)/gu, '')
    .replaceAll(/\bsa\.(\w+)/gu, (_, name: string) => named(`sqlalchemy.${name}`))
    .replaceAll(/(?<!\.)\bpostgresql\.(\w+)/gu, (_, name: string) =>
      named(`sqlalchemy.dialects.postgresql.${name}`),
    )
    .replace(/TIMESTAMP⟩\((?:timezone=True, )?\d+\)/u, (code) =>
      code.replace(/(\d+)\)$/u, 'precision=$1)'),
    );
}
