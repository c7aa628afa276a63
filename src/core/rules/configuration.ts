import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import type { SourceRange } from '../python/value.js';
import type { RoadmapColumns } from '../roadmap/roadmap.js';
import type { Severity } from './finding.js';
import { namingKeys, wrongPattern, type Naming, type NamingKey } from './naming.js';

export const presets = ['recommended', 'strict', 'off'] as const;
export type Preset = (typeof presets)[number];

/** What happens to a run of migrations that nobody has read. */
export const reviewGates = ['enforce', 'warn', 'off'] as const;
export type ReviewGate = (typeof reviewGates)[number];

/** What `.alembic-pilot.yaml` says. */
export interface Configuration {
  readonly preset: Preset;
  /** By rule id. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** PostgreSQL's major version, 10 to 18. */
  readonly postgres: number;
  /** This revision and what it builds on are not checked. */
  readonly baseline: string | undefined;
  /** Locks and running clients are minded in downgrade() too. */
  readonly checkDowngrade: boolean;
  /** Tables with fewer rows are small. */
  readonly smallTable: number;
  /** What new names have to look like. */
  readonly naming: Naming;
  /** Folders that models and schemas stand in, relative to the configuration; none: looked for. */
  readonly models: readonly string[];
  /** The model of a Pydantic schema, by the names of both; undefined: it is of none. */
  readonly schemas: ReadonlyMap<string, string | undefined>;
  /** Whether migrations that nobody has read may be applied; undefined: each face has its default. */
  readonly review?: ReviewGate | undefined;
  /** Where planned migrations are written down, and the heads of the table's columns. */
  readonly roadmap: RoadmapPlace;
}

export interface RoadmapPlace extends RoadmapColumns {
  /** Relative to the configuration. */
  readonly file?: string | undefined;
}

/** A key or value that cannot be taken; the range counts UTF-16 units of the file. */
export interface ConfigurationMistake {
  readonly message: string;
  readonly range: SourceRange;
}

export const defaultConfiguration: Configuration = {
  preset: 'recommended',
  severities: new Map(),
  postgres: 14,
  baseline: undefined,
  checkDowngrade: false,
  smallTable: 10_000,
  naming: {},
  models: [],
  schemas: new Map(),
  roadmap: {},
};

export const severities: readonly (Severity | 'off')[] = [
  'error',
  'warning',
  'info',
  'hint',
  'off',
];

interface Reading {
  readonly configuration: Configuration;
  readonly mistakes: readonly ConfigurationMistake[];
}

/**
 * Reads `.alembic-pilot.yaml`. What is wrong in it is told and otherwise as if it were not there.
 * What it does not say is as in `base`. Never throws.
 */
export function readConfiguration(
  text: string,
  ruleIds: ReadonlySet<string>,
  base: Configuration = defaultConfiguration,
): Reading {
  const mistakes: ConfigurationMistake[] = [];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { message, pos } of document.errors)
    mistakes.push({ message: `This is not YAML: ${message}`, range: { from: pos[0], to: pos[1] } });
  const root = document.contents;
  if (!root || mistakes.length > 0) return { configuration: base, mistakes };
  if (!isMap(root)) {
    const message = 'This file holds keys and values, such as `preset: strict`.';
    return {
      configuration: base,
      mistakes: [{ message, range: rangeOf(root as Node) }],
    };
  }
  let configuration = base;
  for (const pair of root.items as Pair<Node, Node | null>[]) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) {
      const known = Object.keys(readers).join(', ');
      const message = `There is no key \`${key}\`; there are ${known}.`;
      mistakes.push({ message, range: rangeOf(pair.key) });
      continue;
    }
    const read = reader(pair.value, ruleIds);
    mistakes.push(
      ...read.mistakes.map((one) => ({ ...one, range: one.range ?? rangeOf(pair.key) })),
    );
    configuration = { ...configuration, ...read.part };
  }
  const severities = new Map([...base.severities, ...configuration.severities]);
  return { configuration: { ...configuration, severities }, mistakes };
}

interface PartReading {
  readonly part: Partial<Configuration>;
  readonly mistakes: readonly {
    readonly message: string;
    readonly range: SourceRange | undefined;
  }[];
}

type PartReader = (value: Node | null, ruleIds: ReadonlySet<string>) => PartReading;

/** A reader of one plain value: `take` gives undefined for what cannot be taken. */
const scalar =
  <K extends keyof Configuration>(
    key: K,
    wanted: string,
    take: (value: unknown) => Configuration[K] | undefined,
  ): PartReader =>
  (node) => {
    const taken = take(isScalar(node) ? node.value : undefined);
    if (taken !== undefined) return { part: { [key]: taken }, mistakes: [] };
    const range = node ? rangeOf(node) : undefined;
    return { part: {}, mistakes: [{ message: `\`${key}\` takes ${wanted}.`, range }] };
  };

const whole = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
    ? value
    : undefined;

const readers: Readonly<Record<string, PartReader>> = {
  preset: scalar('preset', presets.join(', '), (value) => presets.find((name) => name === value)),
  rules: readSeverities,
  postgres: scalar('postgres', 'a major version from 10 to 18', whole(10, 18)),
  baseline: scalar('baseline', 'the id of a revision, in quotes', (value) =>
    typeof value === 'string' ? value : undefined,
  ),
  checkDowngrade: scalar('checkDowngrade', 'true or false', (value) =>
    typeof value === 'boolean' ? value : undefined,
  ),
  smallTable: scalar('smallTable', 'a number of rows', whole(0, Number.MAX_SAFE_INTEGER)),
  naming: readNaming,
  models: readFolders,
  schemas: readMatches,
  review: scalar('review', reviewGates.join(', '), (value) =>
    reviewGates.find((gate) => gate === value),
  ),
  roadmap: readRoadmapPlace,
};

function readSeverities(node: Node | null, ruleIds: ReadonlySet<string>): PartReading {
  if (!isMap(node)) {
    const message = '`rules` takes rule ids with a severity each.';
    return { part: {}, mistakes: [{ message, range: node ? rangeOf(node) : undefined }] };
  }
  const found = new Map<string, Severity | 'off'>();
  const mistakes: PartReading['mistakes'][number][] = [];
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const id = isScalar(key) ? String(key.value) : '';
    // YAML 1.1 tools write `off` as false.
    const given = isScalar(value) ? (value.value === false ? 'off' : value.value) : undefined;
    const severity = severities.find((name) => name === given);
    if (!ruleIds.has(id))
      mistakes.push({ message: `There is no rule \`${id}\`.`, range: rangeOf(key) });
    else if (severity) found.set(id, severity);
    else {
      const message = `A rule takes ${severities.join(', ')}.`;
      mistakes.push({ message, range: rangeOf(value ?? key) });
    }
  }
  return { part: { severities: found }, mistakes };
}

function readNaming(node: Node | null): PartReading {
  const known = namingKeys.join(', ');
  if (!isMap(node)) {
    const message = `\`naming\` takes a pattern for each of ${known}.`;
    return { part: {}, mistakes: [{ message, range: node ? rangeOf(node) : undefined }] };
  }
  const naming: Partial<Record<NamingKey, string>> = {};
  const mistakes: PartReading['mistakes'][number][] = [];
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = namingKeys.find((one) => isScalar(key) && one === key.value);
    const pattern = isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
    const message =
      name === undefined
        ? `There are patterns for ${known}.`
        : pattern === undefined
          ? 'A pattern is a text in quotes.'
          : wrongPattern(pattern);
    const at = name === undefined ? key : (value ?? key);
    if (message !== undefined) mistakes.push({ message, range: rangeOf(at) });
    else if (name && pattern !== undefined) naming[name] = pattern;
  }
  return { part: { naming }, mistakes };
}

const roadmapKeys = ['file', 'number', 'description', 'priority'] as const;

function readRoadmapPlace(node: Node | null): PartReading {
  const message = `\`roadmap\` takes a text for each of ${roadmapKeys.join(', ')}.`;
  if (!isMap(node))
    return { part: {}, mistakes: [{ message, range: node ? rangeOf(node) : undefined }] };
  const roadmap: { -readonly [K in keyof RoadmapPlace]: RoadmapPlace[K] } = {};
  const mistakes: PartReading['mistakes'][number][] = [];
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = roadmapKeys.find((one) => isScalar(key) && one === key.value);
    if (name && isScalar(value) && typeof value.value === 'string') roadmap[name] = value.value;
    else mistakes.push({ message, range: rangeOf(name === undefined ? key : (value ?? key)) });
  }
  return { part: { roadmap }, mistakes };
}

/** A folder, or a list of them. */
function readFolders(node: Node | null): PartReading {
  const items = isSeq(node) ? (node.items as (Node | null)[]) : [node];
  const folders = items.map((item) => (isScalar(item) ? item.value : undefined));
  const texts = folders.filter((folder) => typeof folder === 'string');
  if (texts.length === folders.length) return { part: { models: texts }, mistakes: [] };
  const message = '`models` takes a folder, or a list of folders.';
  return { part: {}, mistakes: [{ message, range: node ? rangeOf(node) : undefined }] };
}

function readMatches(node: Node | null): PartReading {
  const wrong = '`schemas` takes the name of a model for that of a schema, or nothing: `X: ~`.';
  if (!isMap(node))
    return { part: {}, mistakes: [{ message: wrong, range: node ? rangeOf(node) : undefined }] };
  const schemas = new Map<string, string | undefined>();
  const mistakes: PartReading['mistakes'][number][] = [];
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const given = isScalar(value) ? (value.value ?? undefined) : value === null ? undefined : value;
    if (isScalar(key) && (given === undefined || typeof given === 'string'))
      schemas.set(String(key.value), given);
    else mistakes.push({ message: wrong, range: rangeOf(value ?? key) });
  }
  return { part: { schemas }, mistakes };
}

function rangeOf(node: Node): SourceRange {
  const [from, to] = node.range ?? [0, 0];
  return { from, to };
}
