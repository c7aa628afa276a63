/** A value as it stands in an ini file, before interpolation. `line` starts at 1. */
export interface IniOption {
  readonly text: string;
  readonly line: number;
}

export type IniSection = ReadonlyMap<string, IniOption>;

/** Something at which Python's ConfigParser gives up; reading goes on behind it. */
export interface IniProblem {
  readonly message: string;
  readonly line: number;
}

/** An ini file as ConfigParser reads it with its defaults, which are what Alembic uses. */
export interface IniFile {
  /** By name, `[DEFAULT]` left out; option names in lower case. */
  readonly sections: ReadonlyMap<string, IniSection>;
  /** Options of `[DEFAULT]`, which every section inherits. */
  readonly defaults: IniSection;
  readonly problems: readonly IniProblem[];
}

interface Draft {
  readonly parts: string[];
  readonly line: number;
}

const sectionHeader = /^\[(.+)\]/s;
const assignment = /^(.*?)\s*[=:]\s*(.*)$/s;

/**
 * Reads ini text by the rules of `configparser.ConfigParser()`: `=` or `:` after the key, `#` and
 * `;` only as whole-line comments, indented lines and blank lines between them continue a value, no
 * inline comments, no key twice. Never throws: what ConfigParser would raise becomes a problem.
 */
export function parseIni(source: string): IniFile {
  const sections = new Map<string, Map<string, Draft>>();
  const defaults = new Map<string, Draft>();
  const problems: IniProblem[] = [];
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (source.startsWith('\uFEFF'))
    problems.push({
      message: 'The file starts with a byte order mark, at which Alembic fails; save it without.',
      line: 1,
    });
  let section: Map<string, Draft> | undefined;
  let option: Draft | undefined;
  let indent = 0;

  lines.forEach((raw, index) => {
    const line = index + 1;
    const text = raw.trim();
    if (text.startsWith('#') || text.startsWith(';')) return;
    if (text === '') {
      option?.parts.push('');
      return;
    }
    const depth = raw.length - raw.trimStart().length;
    if (option && depth > indent) {
      option.parts.push(text);
      return;
    }
    indent = depth;
    const header = sectionHeader.exec(text)?.[1];
    if (header !== undefined) {
      option = undefined;
      if (sections.has(header))
        problems.push({ message: `Section [${header}] is there twice.`, line });
      section =
        header === 'DEFAULT' ? defaults : (sections.get(header) ?? new Map<string, Draft>());
      if (header !== 'DEFAULT') sections.set(header, section);
      return;
    }
    const match = assignment.exec(text);
    const key = match?.[1]?.toLowerCase();
    if (!section || !key) {
      const expected = section ? '"key = value"' : 'a [section]';
      problems.push({ message: `This line is not ini: ${expected} was expected.`, line });
      return;
    }
    if (section.has(key)) problems.push({ message: `"${key}" is set twice in one section.`, line });
    option = { parts: [(match?.[2] ?? '').trim()], line };
    section.set(key, option);
  });

  return {
    sections: new Map([...sections].map(([name, options]) => [name, finish(options)])),
    defaults: finish(defaults),
    problems,
  };
}

function finish(options: ReadonlyMap<string, Draft>): IniSection {
  return new Map(
    [...options].map(([key, { parts, line }]) => [key, { text: parts.join('\n').trimEnd(), line }]),
  );
}
