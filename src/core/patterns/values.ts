import { parsePython } from '../python/parse.js';
import { clipName } from '../schema/replay/choose-name.js';
import { readLabels, readName, readNames, readObjectName } from './names.js';
import type { Parameter, ParameterKind, Pattern, Reader, Values } from './pattern.js';

/** Reads values; one that is missing or malformed is read as the parameter's example. */
export function readerOf(pattern: Pattern, values: Values): Reader {
  const fit = Object.entries(values).filter(([name, value]) => {
    const parameter = pattern.parameters.find((each) => each.name === name);
    return !parameter || problemOf(parameter, value) === undefined;
  });
  return rawReader(pattern, Object.fromEntries(fit));
}

/** The same, of values that are taken as they are. */
export function rawReader({ parameters }: Pattern, values: Values): Reader {
  const text = (name: string): string => {
    const parameter = parameters.find((each) => each.name === name);
    return values[name] ?? (parameter ? proposalOf(parameter, reader) : '');
  };
  const reader: Reader = {
    text,
    table: (name) => readObjectName(text(name)) ?? { name: text(name) },
    name: (name) => readName(text(name)) ?? text(name),
    names: (name) => {
      const labels = parameters.some((each) => each.name === name && each.kind === 'labels');
      return (labels ? readLabels(text(name)) : readNames(text(name))?.flat()) ?? [];
    },
  };
  return reader;
}

/** What stands in the box where a parameter is asked, given those before it. */
export function proposalOf({ proposal, example }: Parameter, reader: Reader): string {
  return proposal?.(reader) ?? example;
}

/**
 * Why a value cannot be taken, as a sentence for people; undefined where it can.
 *
 * @param read the parameters before it, where it has to go with them
 */
export function problemOf(
  { kind, choices, problem }: Parameter,
  value: string,
  read?: Reader,
): string | undefined {
  if (value.trim() === '') return 'Write something.';
  const closed = kind === 'choice' || kind === 'switch';
  if (closed && choices?.includes(value) === false) return `One of ${choices.join(', ')}.`;
  return problems[kind]?.(value) ?? (read && problem?.(read, value));
}

const oneName = (value: string) =>
  distinct(
    readName(value) === undefined ? undefined : [readName(value) ?? ''],
    'One name; write a name that has a dot, a comma or a quote in double quotes.',
  );

const objectName = (value: string) =>
  distinct(
    readObjectName(value) === undefined ? undefined : readNames(value)?.flat(),
    'One name, or schema.name; write a part that has a dot in double quotes.',
    true,
  );

const severalNames = (value: string) => {
  const names = readNames(value);
  const plain = names?.every((parts) => parts.length === 1) ? names.flat() : undefined;
  return distinct(plain, 'Names with commas between them.');
};

/** Why names cannot be taken: they could not be read, stand twice, or are too long. */
function distinct(names: readonly string[] | undefined, unread: string, parts = false) {
  if (!names) return unread;
  if (!parts && new Set(names).size < names.length) return 'One name stands twice.';
  return tooLong(names);
}

const tooLong = (names: readonly string[]) => {
  const long = names.find((name) => clipName(name) !== name);
  return long === undefined
    ? undefined
    : `${long} is longer than the 63 bytes of PostgreSQL’s names.`;
};

const problems: Readonly<Partial<Record<ParameterKind, (value: string) => string | undefined>>> = {
  table: objectName,
  enum: objectName,
  'new enum': objectName,
  column: oneName,
  'new column': oneName,
  'new name': oneName,
  label: (value) => tooLong([value]),
  columns: severalNames,
  labels: (value) =>
    distinct(
      readLabels(value),
      'Labels with commas between them; write one that has a comma in double quotes.',
    ),
  path: (value) =>
    readNames(value)?.length === 1
      ? undefined
      : 'Keys with dots between them, e.g. render.quality.',
  number: (value) => (/^[1-9]\d*$/.test(value) ? undefined : 'A whole number above 0.'),
  'python type': (value) =>
    isExpression(value) ? undefined : 'One expression of Python, e.g. sa.String(200).',
  'sql type': (value) => (isBalanced(value) ? undefined : 'One type of SQL.'),
  expression: (value) => (isBalanced(value) ? undefined : 'One expression of SQL.'),
};

function isExpression(value: string): boolean {
  const { tree } = parsePython(value);
  const statement = tree.topNode.firstChild;
  const whole = statement?.name === 'ExpressionStatement' && !statement.nextSibling;
  const errors: number[] = [];
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(from);
    },
  });
  return whole && errors.length === 0 && !value.includes('\n') && !value.includes('#');
}

/** No quote or parenthesis is left open, and no second statement or comment begins. */
function isBalanced(sql: string): boolean {
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '');
  let depth = 0;
  for (const char of bare) {
    if (char === '(') depth++;
    else if (char === ')' && --depth < 0) return false;
  }
  return depth === 0 && !/['";]|--|\/\*/.test(bare);
}
