import type { Source } from '../rules/calls.js';
import { parsePython } from '../python/parse.js';
import { importNames, type Reference, type TextEdit } from './import-names.js';

/**
 * Code in the style of a file: through the names by which the file has `alembic.op`, `sqlalchemy`
 * and its PostgreSQL dialect, in its quotes.
 *
 * @returns the codes in their order, and the edits that bring the imports that the file lacks
 */
export function fitToFile(
  source: Source,
  codes: readonly string[],
): { readonly codes: readonly string[]; readonly imports: readonly TextEdit[] } {
  const found = codes.map(referencesIn);
  const { spell, edits } = importNames(source, found.flat());
  const double = prefersDoubleQuotes(source.text);
  return {
    imports: edits,
    codes: codes.map((code, at) => {
      let fitted = code;
      const names = (found[at] ?? []).map((place) => ({ ...place, text: spell(place) }));
      const strings = double ? stringsIn(code) : [];
      for (const { from, to, text } of [...names, ...strings].sort((a, b) => b.from - a.from))
        fitted = fitted.slice(0, from) + text + fitted.slice(to);
      return fitted;
    }),
  };
}

interface Place {
  readonly from: number;
  readonly to: number;
}

function referencesIn(code: string): (Reference & Place)[] {
  const references: (Reference & Place)[] = [];
  parsePython(code).tree.iterate({
    enter: ({ name, node, from, to }) => {
      if (name !== 'MemberExpression' || node.firstChild?.name !== 'VariableName') return;
      const module = code.slice(from, node.firstChild.to);
      const property = node.getChild('PropertyName');
      if (!property || !(module === 'op' || module === 'sa' || module === 'postgresql')) return;
      references.push({ module, name: code.slice(property.from, property.to), from, to });
    },
  });
  return references;
}

/** Strings in single quotes that mean the same in double quotes. */
function stringsIn(code: string): (Place & { readonly text: string })[] {
  const places: (Place & { readonly text: string })[] = [];
  parsePython(code).tree.iterate({
    enter: ({ name, from, to }) => {
      const text = code.slice(from, to);
      if (name === 'String' && /^'[^'"\\]*'$/.test(text))
        places.push({ from, to, text: `"${text.slice(1, -1)}"` });
    },
  });
  return places;
}

/** Of the short strings of a file, the larger part. */
export function prefersDoubleQuotes(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/(?<!["\w])"[^"'\n]*"(?!")/g) > count(/(?<!['\w])'[^"'\n]*'(?!')/g);
}
