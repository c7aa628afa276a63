import { compareNames } from '../names.js';
import type { Index, Policy, Rule, Table, TableConstraint, Trigger } from '../schema.js';

/** The lines that `\d` prints below the columns, section by section, in its order. */
export function footers(table: Table): string[] {
  return [
    ...partition(table),
    ...section('Indexes:', table.indexes.toSorted(indexOrder).map(indexLine)),
    ...section('Check constraints:', ofType(table, 'check').map(constraintLine)),
    ...section('Foreign-key constraints:', foreignKeys(table)),
    ...section('Referenced by:', references(table)),
    ...policies(table),
    ...section('Statistics objects:', (table.statistics ?? []).map(statisticsLine)),
    ...grouped(table.rules, 'Rules', ruleLine),
    ...section(
      'Publications:',
      (table.publications ?? []).map((name) => `    "${name}"`),
    ),
    ...triggers(table.triggers),
    ...(table.server === undefined ? [] : [`Server: ${table.server}`]),
    ...(table.serverOptions === undefined ? [] : [`FDW options: (${table.serverOptions})`]),
    ...table.inherits.map((name, index, all) =>
      [index === 0 ? 'Inherits: ' : '          ', name, index < all.length - 1 ? ',' : ''].join(''),
    ),
    ...children(table),
    ...(table.ofType === undefined ? [] : [`Typed table of type: ${table.ofType}`]),
    ...(table.tablespace === undefined ? [] : [`Tablespace: "${table.tablespace}"`]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function partition({ partitionOf: of, partitionKey: key }: Table): string[] {
  const pending = of?.detachPending ? ' DETACH PENDING' : '';
  return [
    ...(of ? [`Partition of: ${of.parent} ${of.bound}${pending}`] : []),
    ...(key === undefined ? [] : [`Partition key: ${key}`]),
  ];
}

function indexOrder(a: Index, b: Index): number {
  return Number(b.primary) - Number(a.primary) || compareNames(a.name, b.name);
}

function indexLine(index: Index): string {
  const { constraint } = index;
  const use = index.definition.slice(index.definition.indexOf(' USING ') + 7);
  const kind = index.primary
    ? ' PRIMARY KEY,'
    : index.unique
      ? constraint?.type === 'unique'
        ? ' UNIQUE CONSTRAINT,'
        : ' UNIQUE,'
      : '';
  const described =
    constraint?.type === 'exclude'
      ? ` ${constraint.definition}`
      : `${kind} ${use}${flag(constraint?.deferrable, 'DEFERRABLE')}${flag(constraint?.initiallyDeferred, 'INITIALLY DEFERRED')}`;
  const marks = [
    flag(index.clustered, 'CLUSTER'),
    flag(!index.valid, 'INVALID'),
    flag(index.replicaIdentity, 'REPLICA IDENTITY'),
  ].join('');
  const place = index.tablespace === undefined ? '' : `, tablespace "${index.tablespace}"`;
  return `    "${index.name}"${described}${marks}${place}`;
}

const flag = (set: boolean | undefined, word: string) => (set ? ` ${word}` : '');

function ofType(table: Table, type: TableConstraint['type']): TableConstraint[] {
  return table.constraints
    .filter((constraint) => constraint.type === type)
    .sort((a, b) => compareNames(a.name, b.name));
}

const constraintLine = ({ name, definition }: Pick<TableConstraint, 'name' | 'definition'>) =>
  `    "${name}" ${definition}`;

/** Those that a partition took over name the table that declares them, and come last. */
function foreignKeys(table: Table): string[] {
  const keys = ofType(table, 'foreign_key');
  const own = keys.filter(({ inheritedFrom }) => !inheritedFrom).map(constraintLine);
  const taken = keys.flatMap(({ inheritedFrom: from, definition }) =>
    from ? [`    TABLE "${from.table}" CONSTRAINT "${from.name}" ${definition}`] : [],
  );
  return [...own, ...taken];
}

function references({ referencedBy }: Table): string[] {
  return referencedBy
    .toSorted((a, b) => compareNames(a.name, b.name))
    .map(
      ({ table, name, definition }) => `    TABLE "${table}" CONSTRAINT "${name}" ${definition}`,
    );
}

function policies({ policies: all, rowSecurity }: Table): string[] {
  const state = {
    none: all.length > 0 ? ' (row security disabled)' : undefined,
    enabled: all.length > 0 ? '' : ' (row security enabled)',
    forced: all.length > 0 ? ' (forced row security enabled)' : ' (forced row security enabled)',
  }[rowSecurity ?? 'none'];
  if (state === undefined) return [];
  return [
    `Policies${state}:${all.length > 0 ? '' : ' (none)'}`,
    ...all.toSorted((a, b) => compareNames(a.name, b.name)).flatMap(policyLines),
  ];
}

function policyLines({ name, permissive, command, roles, using, check }: Policy): string[] {
  const restrictive = permissive ? '' : ' AS RESTRICTIVE';
  return [
    `    POLICY "${name}"${restrictive}${command === undefined ? '' : ` FOR ${command}`}`,
    ...(roles === undefined ? [] : [`      TO ${roles}`]),
    ...(using === undefined ? [] : [`      USING (${using})`]),
    ...(check === undefined ? [] : [`      WITH CHECK (${check})`]),
  ];
}

/** `CREATE STATISTICS public.s (ndistinct) ON a, b FROM t` without its beginning. */
function statisticsLine(definition: string): string {
  const [, name = '', rest = ''] =
    /^CREATE STATISTICS (.*?)((?: \([a-z, ]*\))? ON .*)$/s.exec(definition) ?? [];
  const plain = name.replace(/"((?:[^"]|"")*)"/g, (_, inner: string) =>
    inner.replaceAll('""', '"'),
  );
  return `    "${plain}"${rest}`;
}

const ruleLine = ({ definition }: Rule) =>
  `    ${definition.replace(/^CREATE RULE /, '').replace(/;$/, '')}`;

const triggerLine = ({ definition, inheritedFrom: from }: Trigger) =>
  `    ${definition.slice(definition.indexOf(' TRIGGER ') + 9)}${from === undefined ? '' : `, ON TABLE ${from}`}`;

function grouped<T extends { readonly name: string; readonly enabled: Trigger['enabled'] }>(
  items: readonly T[],
  title: string,
  line: (item: T) => string,
): string[] {
  const sorted = items.toSorted((a, b) => compareNames(a.name, b.name));
  const by = (enabled: Trigger['enabled']) =>
    sorted.filter((item) => item.enabled === enabled).map(line);
  const lower = title.toLowerCase();
  return [
    ...section(`${title}:`, by('origin')),
    ...section(`Disabled ${lower}:`, by('disabled')),
    ...section(`${title} firing always:`, by('always')),
    ...section(`${title} firing on replica only:`, by('replica')),
  ];
}

function triggers(all: readonly Trigger[]): string[] {
  const taken = (item: Trigger) => item.internal && item.inheritedFrom === undefined;
  const lines = grouped(
    all.filter((item) => !taken(item) || item.enabled !== 'disabled'),
    'Triggers',
    triggerLine,
  ).map((line) => (line === 'Disabled triggers:' ? 'Disabled user triggers:' : line));
  const internal = all.filter((item) => taken(item) && item.enabled === 'disabled');
  const at = lines.findIndex((line) => /^Triggers firing/.test(line));
  const place = at < 0 ? lines.length : at;
  const disabled = section('Disabled internal triggers:', internal.map(triggerLine));
  return [...lines.slice(0, place), ...disabled, ...lines.slice(place)];
}

function children({ kind, children: all }: Table): string[] {
  if (kind === 'partitioned table')
    return all.length === 0
      ? ['Number of partitions: 0']
      : [`Number of partitions: ${all.length} (Use \\d+ to list them.)`];
  return all.length === 0 ? [] : [`Number of child tables: ${all.length} (Use \\d+ to list them.)`];
}
