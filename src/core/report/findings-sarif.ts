import type { FileEdit, Fix, Place } from '../rules/finding.js';
import type { Rule } from '../rules/rule.js';
import { fingerprints, positions, type Reported } from './reported.js';

/** What a SARIF log needs beside the findings. */
export interface SarifContext {
  /** Of Alembic Pilot. */
  readonly version: string;
  readonly rules: readonly Rule[];
  /** Absolute URI of a rule's page; undefined where it has none. */
  readonly pageOf: (rule: string) => string | undefined;
  /** The text of a file that a finding, a fix or a related place stands in. */
  readonly textOf: (file: string) => string | undefined;
  /** A path as it is to be shown. */
  readonly relative: (file: string) => string;
}

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;

/** Findings as a SARIF 2.1.0 log. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function findingsSarif(all: readonly Reported[], context: SarifContext): object {
  const { version, rules, pageOf } = context;
  const prints = fingerprints(all);
  const own = new Set(rules.map(({ id }) => id));
  const others = [...new Set(all.map(({ shown }) => shown.rule))].filter((id) => !own.has(id));
  const ids = [...own, ...others];
  const descriptors = [
    ...rules.map((rule) => descriptor(rule, pageOf(rule.id))),
    ...others.map((id) => ({ id })),
  ];
  const results = all.map(({ finding, shown }, index) => ({
    ruleId: shown.rule,
    ruleIndex: ids.indexOf(shown.rule),
    level: levels[shown.severity],
    message: { text: `${shown.message} ${shown.help}` },
    locations: [location(finding, context)],
    ...listed(
      'relatedLocations',
      finding.related.map((place) => ({
        ...location(place, context),
        message: { text: place.message },
      })),
    ),
    partialFingerprints: { 'alembicPilot/v1': prints[index] },
    ...listed(
      'fixes',
      finding.fixes.flatMap((fix) => fixOf(fix, context)),
    ),
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Alembic Pilot', version, rules: descriptors } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function descriptor({ id, title, category, severity }: Rule, page: string | undefined) {
  return {
    id,
    shortDescription: { text: `${title}.` },
    ...(page === undefined ? {} : { helpUri: page }),
    help: { text: `Run \`alembic-pilot explain ${id}\` for the rule's page.` },
    defaultConfiguration:
      severity === 'off'
        ? { enabled: false, level: levels.warning }
        : { enabled: true, level: levels[severity] },
    properties: { tags: [category] },
  };
}

const listed = (name: string, items: readonly object[]) =>
  items.length === 0 ? {} : { [name]: items };

function location({ file, range }: Place, context: SarifContext) {
  const region = regionOf(context.textOf(file) ?? '', range);
  return { physicalLocation: { artifactLocation: artifact(file, context), region } };
}

const artifact = (file: string, { relative }: SarifContext) => ({
  uri: relative(file).split('/').map(encodeURIComponent).join('/'),
});

function regionOf(text: string, range: Place['range']) {
  const [start, end] = positions(text, range);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** SARIF has no words for a file that is to be deleted, and none for a text that is not known. */
function fixOf({ title, edits }: Fix, context: SarifContext): object[] {
  const byFile = new Map<string, Replacement[]>();
  for (const edit of edits) {
    if (edit.kind !== 'replace' || context.textOf(edit.file) === undefined) return [];
    byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  }
  if (byFile.size === 0) return [];
  const artifactChanges = [...byFile].map(([file, own]) => ({
    artifactLocation: artifact(file, context),
    replacements: own.map(({ range, text }) => ({
      deletedRegion: regionOf(context.textOf(file) ?? '', range),
      insertedContent: { text },
    })),
  }));
  return [{ description: { text: title }, artifactChanges }];
}

type Replacement = FileEdit & { readonly kind: 'replace' };
