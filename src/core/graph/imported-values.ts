import { literalText } from '../python/as-text.js';
import { valueOfName } from '../python/evaluate.js';
import { lookup } from '../python/lookup.js';
import { parsePython } from '../python/parse.js';
import type { PythonValue } from '../python/value.js';
import { parseIdentity } from '../revisions/identity-parse.js';
import type { IdentityName } from '../revisions/identity.js';
import type { Revision } from '../revisions/revision.js';

const variables = {
  down: 'down_revision',
  dependsOn: 'depends_on',
  branchLabels: 'branch_labels',
} as const satisfies Record<Revision['unknown'][number], IdentityName>;

/**
 * The dotted paths of other modules' values that a revision's identifiers are made of, as in
 * `branch_labels = (cli.EXPAND_BRANCH,)`; none where what is unknown is of another kind.
 */
export function importedPaths(revision: Revision, text: string): readonly string[] {
  if (revision.unknown.length === 0) return [];
  const { names } = parseIdentity(text);
  const values = revision.unknown.flatMap((kind) => partsOf(names.get(variables[kind])?.value));
  return values.flatMap((value) =>
    value.kind === 'name' && /^[^.].*\./.test(value.path) ? [value.path] : [],
  );
}

/** The revision with those values put in; what is still not known stays `unknown`. */
export function withImported(
  revision: Revision,
  text: string,
  values: ReadonlyMap<string, PythonValue>,
): Revision {
  const { names } = parseIdentity(text);
  const known: Partial<Record<Revision['unknown'][number], readonly string[]>> = {};
  for (const kind of revision.unknown) {
    const parts = partsOf(names.get(variables[kind])?.value).flatMap((part) =>
      part.kind === 'name' ? partsOf(values.get(part.path) ?? part) : [part],
    );
    const ids = parts.flatMap((part) => literalText(part) ?? []);
    if (parts.length > 0 && ids.length === parts.length) known[kind] = ids;
  }
  return { ...revision, ...known, unknown: revision.unknown.filter((kind) => !known[kind]) };
}

/** What a module-level name of a Python file is bound to; undefined where it is not bound. */
export function moduleValue(text: string, name: string): PythonValue | undefined {
  const module = parsePython(text);
  if (!lookup(module.scope, name, Infinity)) return undefined;
  return valueOfName(name, Infinity, { module, scope: module.scope }, { from: 0, to: 0 });
}

function partsOf(value: PythonValue | undefined): readonly PythonValue[] {
  if (!value || value.kind === 'none') return [];
  return 'items' in value ? value.items : [value];
}
