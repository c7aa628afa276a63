/** A value with its `%(name)s` filled in, or why that cannot be done. */
export type Interpolated = { readonly value: string } | { readonly problem: string };

const deepest = 10;

/**
 * Fills in `%(name)s` and `%%` as ConfigParser's BasicInterpolation does: names are looked up in
 * lower case, and their values are interpolated in turn, at most ten deep.
 */
export function interpolate(
  text: string,
  lookup: (name: string) => string | undefined,
  depth = 1,
): Interpolated {
  if (depth > deepest) return { problem: 'its %(…)s refer to each other too deeply' };
  let value = '';
  let rest = text;
  for (;;) {
    const percent = rest.indexOf('%');
    if (percent < 0) return { value: value + rest };
    value += rest.slice(0, percent);
    rest = rest.slice(percent);
    if (rest.startsWith('%%')) {
      value += '%';
      rest = rest.slice(2);
      continue;
    }
    const match = /^%\(([^)]+)\)s/.exec(rest);
    if (!match?.[1])
      return {
        problem: `a single % has to be written %%, or as %(name)s; found "${rest.slice(0, 20)}"`,
      };
    const inner = lookup(match[1].toLowerCase());
    if (inner === undefined) return { problem: `%(${match[1]})s is not defined` };
    const filled = inner.includes('%') ? interpolate(inner, lookup, depth + 1) : { value: inner };
    if ('problem' in filled) return filled;
    value += filled.value;
    rest = rest.slice(match[0].length);
  }
}

/**
 * Formats text by Python's `%` operator with a dictionary, the way Alembic treats strings of
 * pyproject.toml: only `%(name)s` and `%%` mean something there.
 */
export function formatPercent(text: string, names: Readonly<Record<string, string>>): Interpolated {
  let problem: string | undefined;
  const value = text.replace(/%(?:%|\(([^)]*)\)s|)/g, (found, name: string | undefined) => {
    if (found === '%%') return '%';
    const filled = name === undefined ? undefined : names[name];
    if (filled === undefined)
      problem ??=
        name === undefined ? 'a single % has to be written %%' : `%(${name})s is not defined`;
    return filled ?? found;
  });
  return problem === undefined ? { value } : { problem };
}
