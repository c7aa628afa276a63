import { groups, include, type Rule } from './textmate.js';

/** How a Python string is delimited, and how SQL's own quotes are written within it. */
interface Delimiter {
  readonly id: string;
  readonly text: string;
  readonly sqlQuote: string;
  readonly sqlDoubleQuote: string;
  readonly lines: 'one' | 'many';
}

/** Triple quotes first: two quotes are also the beginning of three. */
const delimiters: readonly Delimiter[] = [
  {
    id: 'triple-double',
    text: '"""',
    sqlQuote: "\\\\?'",
    sqlDoubleQuote: '\\\\"|"(?!"")',
    lines: 'many',
  },
  {
    id: 'triple-single',
    text: "'''",
    sqlQuote: "\\\\'|'(?!'')",
    sqlDoubleQuote: '\\\\?"',
    lines: 'many',
  },
  { id: 'double', text: '"', sqlQuote: "\\\\?'", sqlDoubleQuote: '\\\\"', lines: 'one' },
  { id: 'single', text: "'", sqlQuote: "\\\\'", sqlDoubleQuote: '\\\\?"', lines: 'one' },
];

/** The four ways in which a prefix changes what is inside a Python string. */
const prefixes = [
  { id: 'plain', regex: '[uUbB]?', escapes: true, holes: false },
  { id: 'raw', regex: '[rR][bB]?|[bB][rR]', escapes: false, holes: false },
  { id: 'f', regex: '[fFtT]', escapes: true, holes: true },
  { id: 'raw-f', regex: '[rR][fFtT]|[fFtT][rR]', escapes: false, holes: true },
] as const;

type Prefix = (typeof prefixes)[number];

const pythonEscape =
  '\\\\(?:[\\\\\'"abfnrtv]|[0-7]{1,3}|x\\h{2}|u\\h{4}|U\\h{8}|N\\{[^}\\n]*\\}|$\\n?)';

/** Where the SQL inside must stop, whatever is still open in it: before the string's own end. */
function stop({ text, lines }: Delimiter): string {
  return lines === 'one' ? `(?=${text}|(?<!\\\\)\\n)` : `(?=${text})`;
}

/** One rule per delimiter and prefix, and what they include, as entries of a repository. */
export function sqlStrings(): Record<string, Rule> {
  const forms = delimiters.flatMap((delimiter) =>
    prefixes.map((prefix) => ({ delimiter, prefix })),
  );
  const rules = forms.flatMap(({ delimiter, prefix }) => {
    const id = `${delimiter.id}-${prefix.id}`;
    return [
      [`string-${id}`, pythonString(id, delimiter, prefix)],
      [`inside-${id}`, inside(delimiter, prefix)],
      [`sql-${id}`, sqlParts(id, delimiter, prefix)],
    ] as [string, Rule][];
  });
  const all = forms.map(({ delimiter, prefix }) => include(`#string-${delimiter.id}-${prefix.id}`));
  return { strings: { patterns: all }, ...Object.fromEntries(rules) };
}

function pythonString(id: string, { text, lines }: Delimiter, { regex }: Prefix): Rule {
  const quoted = `string.quoted.${lines === 'one' ? 'single' : 'multi'}.python`;
  return {
    begin: `(?<!\\w)(${regex})(${text})`,
    end: lines === 'one' ? `(${text})|(?<!\\\\)\\n` : `(${text})`,
    beginCaptures: groups(
      'storage.type.string.python',
      `${quoted} punctuation.definition.string.begin.python`,
    ),
    endCaptures: groups(`${quoted} punctuation.definition.string.end.python`),
    contentName: 'meta.embedded.inline.sql source.sql',
    patterns: [include(`#sql-${id}`), include(`#inside-${id}`), include('#sql-words')],
  };
}

/** What Python does inside the string, also inside SQL's literals and comments. */
function inside({ text, lines }: Delimiter, { escapes, holes }: Prefix): Rule {
  const brace = 'constant.character.format.placeholder.other.python';
  const hole: Rule = {
    begin: '(\\{)',
    // Newer Pythons allow the string's own quote in a hole; it counts only where a brace follows.
    end: lines === 'one' ? `(\\})|(?=\\n|${text}[^}]*$)` : `(\\})|(?=${text})`,
    beginCaptures: groups(brace),
    endCaptures: groups(brace),
    name: 'meta.embedded.expression.python',
    patterns: [
      {
        comment: 'Conversion and format: {x=}, {x!r}, {x:>10}, {x:{width}}',
        match: '(?=[=!:])(=?(?:![rsa])?)(:(?:[^{}\\n"\']|\\{[^{}\\n]*\\})*)?(?=\\})',
        captures: groups('storage.type.format.python', 'storage.type.format.python'),
      },
      include(lines === 'one' ? 'source.python#f-expression' : 'source.python#expression'),
    ],
  };
  return {
    patterns: [
      ...(holes
        ? [{ match: '\\{\\{|\\}\\}', name: 'constant.character.escape.python' }, hole]
        : []),
      ...(escapes ? [{ match: pythonEscape, name: 'constant.character.escape.python' }] : []),
      { match: '\\\\.', comment: 'The character after a backslash never ends the string' },
    ],
  };
}

/** SQL that has a delimiter of its own: literals, quoted names, comments. */
function sqlParts(id: string, delimiter: Delimiter, { escapes }: Prefix): Rule {
  const before = stop(delimiter);
  const patterns = [include(`#inside-${id}`)];
  const quoted = (quote: string, name: string): Rule => ({
    begin: quote,
    end: `(${quote})|${before}`,
    beginCaptures: { '0': { name: 'punctuation.definition.string.begin.sql' } },
    endCaptures: groups('punctuation.definition.string.end.sql'),
    name,
    patterns,
  });
  const punctuation = { '0': { name: 'punctuation.definition.comment.sql' } };
  return {
    patterns: [
      quoted(delimiter.sqlQuote, 'string.quoted.single.sql'),
      quoted(delimiter.sqlDoubleQuote, 'string.quoted.double.sql'),
      {
        begin: '--',
        end: `${before}|(?=\\n${escapes ? '|\\\\n' : ''})`,
        beginCaptures: punctuation,
        name: 'comment.line.double-dash.sql',
        patterns,
      },
      {
        begin: '/\\*',
        end: `(\\*/)|${before}`,
        beginCaptures: punctuation,
        endCaptures: groups('punctuation.definition.comment.sql'),
        name: 'comment.block.sql',
        patterns,
      },
    ],
  };
}
