/** Which versions of Alembic and SQLAlchemy a project has, as far as files tell without running. */

/** Numbers from the left: `1.13.1` is `[1, 13, 1]`; what is missing counts as 0. */
export type Version = readonly number[];

/** The versions that a package may have. */
export interface VersionRange {
  readonly from: Version;
  /** Exclusive; undefined: any later one. */
  readonly below: Version | undefined;
}

/** A package whose version nothing tells is undefined. */
export interface PackageVersions {
  readonly alembic?: VersionRange | undefined;
  readonly sqlalchemy?: VersionRange | undefined;
}

/** True where every version in question is this one or a later one. */
export function isAtLeast(range: VersionRange | undefined, version: string): boolean {
  return range !== undefined && compare(range.from, numbersOf(version)) >= 0;
}

/** True where every version in question is an earlier one. */
export function isBefore(range: VersionRange | undefined, version: string): boolean {
  return range?.below !== undefined && compare(range.below, numbersOf(version)) <= 0;
}

/**
 * What a folder tells: requirements, pyproject.toml and lock files by name, and the names in the
 * `site-packages` of a virtual environment. One version that is installed or locked counts more
 * than a range that is asked for; where several disagree, each of them may be the one. Never throws.
 */
export function packageVersions(
  texts: ReadonlyMap<string, string>,
  installed: readonly string[] = [],
): PackageVersions {
  return { alembic: versionOf('alembic'), sqlalchemy: versionOf('sqlalchemy') };

  function versionOf(name: string): VersionRange | undefined {
    const folder = new RegExp(`^${name}-([\\d.]+)[^-]*\\.dist-info$`, 'i');
    const inPlace = installed.flatMap((entry) => folder.exec(entry)?.[1] ?? []);
    const exact = [...texts].flatMap(([file, text]) => lockedIn(file, text, name));
    const found = [...inPlace, ...exact].map((version) => exactly(numbersOf(version)));
    const asked = [...texts].flatMap(([file, text]) => askedIn(file, text, name));
    const ranges = asked.flatMap((specifier) => rangeOf(specifier) ?? []);
    const pinned = ranges.filter(isPin);
    return either([...found, ...(found.length === 0 ? pinned : [])]) ?? either(ranges);
  }
}

/** The nearest folder's word, package by package; nearest first. */
export function nearestVersions(folders: readonly PackageVersions[]): PackageVersions {
  return {
    alembic: folders.find(({ alembic }) => alembic)?.alembic,
    sqlalchemy: folders.find(({ sqlalchemy }) => sqlalchemy)?.sqlalchemy,
  };
}

function lockedIn(file: string, text: string, name: string): string[] {
  const pattern = file.endsWith('Pipfile.lock')
    ? `"${name}":\\s*\\{[^{}]*"version":\\s*"==([\\d.]+)`
    : /(?:poetry|uv|pdm)\.lock$/.test(file)
      ? `^name = "${name}"\\r?\\nversion = "([\\d.]+)`
      : undefined;
  return pattern === undefined ? [] : groups(text, new RegExp(pattern, 'gim'));
}

function askedIn(file: string, text: string, name: string): string[] {
  if (file.endsWith('.txt'))
    return groups(
      text,
      new RegExp(`^[ \\t]*${name}(?:\\[[^\\]]*\\])?[ \\t]*([=<>!~][^;#\\n\\\\]*)`, 'gim'),
    );
  if (!file.endsWith('.toml')) return [];
  const listed = new RegExp(`["']${name}(?:\\[[^\\]]*\\])?\\s*([=<>!~][^"';]*)`, 'gi');
  const named = new RegExp(`^${name}\\s*=\\s*(?:\\{[^}\\n]*version\\s*=\\s*)?["']([^"']*)`, 'gim');
  return [...groups(text, listed), ...groups(text, named)];
}

const groups = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ([, group = '']) => group);

/** `>=1.12,<2`, `~=1.13.0`, `^1.13`, `==1.8.*`, or a version alone; undefined where it says nothing. */
function rangeOf(specifier: string): VersionRange | undefined {
  let from: Version = [];
  let below: Version | undefined;
  for (const clause of specifier.replaceAll(/\s/g, '').split(',')) {
    const [, sign = '', digits = '', any] =
      /^([=<>!~^]*)v?(\d[\d.]*?)(\.\*)?(?:[^\d.*].*)?$/.exec(clause) ?? [];
    if (digits === '' || sign === '!=') continue;
    const version = numbersOf(digits);
    if (sign.startsWith('<')) below = sign === '<' ? version : after(version);
    else from = version;
    if (sign === '^')
      below = bumped(
        version,
        version.findIndex((part) => part > 0),
      );
    else if (sign === '~=') below = bumped(version, version.length - 2);
    else if (sign === '~') below = bumped(version, Math.min(1, version.length - 1));
    else if (/^={0,3}$/.test(sign))
      below = any === undefined ? after(version) : bumped(version, version.length - 1);
  }
  return from.length === 0 && !below ? undefined : { from, below };
}

const numbersOf = (version: string): Version =>
  version
    .split('.')
    .filter((part) => part !== '')
    .map(Number);

/** What comes right after a version. */
const after = (version: Version): Version => [...version, 1];

const exactly = (version: Version): VersionRange => ({ from: version, below: after(version) });

const isPin = ({ from, below }: VersionRange) =>
  below !== undefined && compare(below, after(from)) === 0;

/** The next version at a place: at 0 that is the next major one. */
function bumped(version: Version, place: number): Version {
  const at = Math.max(0, place);
  return [...version.slice(0, at), (version[at] ?? 0) + 1];
}

/** The smallest range that holds all. */
function either(ranges: readonly VersionRange[]): VersionRange | undefined {
  const [first, ...others] = ranges;
  return (
    first &&
    others.reduce(
      ({ from, below }, other) => ({
        from: compare(other.from, from) < 0 ? other.from : from,
        below:
          !below || !other.below
            ? undefined
            : compare(other.below, below) > 0
              ? other.below
              : below,
      }),
      first,
    )
  );
}

function compare(left: Version, right: Version): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
