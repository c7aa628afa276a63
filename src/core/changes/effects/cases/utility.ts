import { best } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import type { Case, CaseContext } from './case.js';
import { tablesIn, usersOfType } from './objects.js';
import { named } from './tables.js';

/** Statements that leave the schema as it is, by the parser's names, read from their text. */
export function utilityCases(
  statement: string,
  sql: string,
  context: CaseContext,
): readonly Case[] {
  const reader = Object.hasOwn(readers, statement) ? readers[statement] : undefined;
  return reader?.(sql.trim(), context) ?? [{ row: 'no-table' }];
}

type Reader = (sql: string, context: CaseContext) => readonly Case[] | undefined;

const word = '(?:"(?:[^"]|"")+"|[\\w$\\u0080-\\ud7ff]+)';
const object = `${word}(?:\\.${word})?`;
const find = (sql: string, pattern: string): ObjectName | undefined => {
  const [, name] = new RegExp(pattern.replace('NAME', `(${object})`), 'i').exec(sql) ?? [];
  return name === undefined ? undefined : named(name);
};
const list = (name: ObjectName | undefined) => (name ? [name] : []);

/** Whether an option is on: `VACUUM FULL`, `(FULL)`, `(FULL true)`, but not `(FULL off)`. */
function isOn(option: string, sql: string): boolean {
  const [, listed = '', rest = sql] = /^\w+\s*\(([^)]*)\)(.*)$/is.exec(sql) ?? [];
  const [there, value] = new RegExp(`\\b${option}\\b(?:\\s+(\\w+))?`, 'i').exec(listed) ?? [];
  const before = new RegExp(`\\b${option}\\b`, 'i').test(rest);
  return before || (there !== undefined && !/^(?:false|off|0)$/i.test(value ?? ''));
}

const outside: Reader = (_sql, { inTransaction }) =>
  inTransaction ? [{ row: 'not-in-transaction' }] : undefined;

const readers: Readonly<Record<string, Reader>> = {
  LockStmt: (sql) => {
    const names =
      /^lock\s+(?:table\s+)?(?:only\s+)?([^;]*?)(?:\s+in\s+.*)?(?:\s+nowait)?;?$/is.exec(sql)?.[1];
    const table = names?.split(',').map((text) => named(text.trim())) ?? [];
    return [{ row: 'lock-table', relations: { table } }];
  },
  GrantStmt: (sql) => {
    const table = find(sql, '\\bon\\s+(?:table\\s+)?NAME\\s+(?:to|from)\\b');
    const other = /\bon\s+(?:schema|sequence|function|type|database|all|domain|language)\b/i.test(
      sql,
    );
    return other || !table ? undefined : [{ row: 'grant', relations: { table: [table] } }];
  },
  ReindexStmt(sql, { schema, inTransaction }) {
    const concurrently = isOn('concurrently', sql);
    const [, kind = ''] = /\b(index|table|schema|database|system)\b/i.exec(sql) ?? [];
    const name = find(sql, `\\b${kind}\\s+(?:concurrently\\s+)?NAME`);
    const whole = /schema|database|system/i.test(kind);
    const partitioned =
      /table/i.test(kind) && name && schema && best(schema.table(name))?.partitionBy !== undefined;
    if (inTransaction && (concurrently || whole || partitioned))
      return [{ row: 'reindex-in-transaction' }];
    if (whole)
      return [
        {
          row: concurrently ? 'reindex-concurrently' : 'reindex-table',
          relations: { table: [] },
          unknown: 'it rebuilds all indexes there',
        },
      ];
    const index = /index/i.test(kind) ? name : undefined;
    const owner = index ? schema && best(schema.index(index))?.definition.table : name;
    const builds = index
      ? [index.name]
      : ((schema && owner ? best(schema.table(owner))?.indexes : undefined)?.map(
          (own) => own.name,
        ) ?? []);
    const relations = {
      table: list(owner),
      index: builds.flatMap((own) => (own === undefined ? [] : [{ name: own }])),
    };
    if (concurrently)
      return [{ row: 'reindex-concurrently', relations: { table: list(owner) }, builds }];
    return [{ row: index ? 'reindex-index' : 'reindex-table', relations, builds }];
  },
  RefreshMatViewStmt(sql, { schema }) {
    const name = find(sql, '\\bview\\s+(?:concurrently\\s+)?NAME');
    const row = /\bconcurrently\b/i.test(sql) ? 'refresh-concurrently' : 'refresh';
    const query = name && schema && best(schema.object('materialized view', name))?.sql;
    const user = tablesIn(query, schema).filter((table) => table.name !== name?.name);
    return [{ row, relations: { object: list(name), user } }];
  },
  ClusterStmt(sql, { inTransaction }) {
    const name = find(sql, '^cluster\\s+(?:\\([^)]*\\)\\s*)?(?:verbose\\s+)?NAME');
    if (!name && inTransaction) return [{ row: 'not-in-transaction' }];
    const unknown = name ? {} : { unknown: 'it sorts all tables that were clustered before' };
    return [{ row: 'cluster', relations: { table: list(name) }, ...unknown }];
  },
  VacuumStmt(sql, { inTransaction }) {
    const table = list(
      find(sql, '\\b(?:vacuum|full|analyze|verbose|freeze|\\))\\s+NAME\\s*(?:\\(.*\\))?;?$'),
    );
    if (/^analy[sz]e\b/i.test(sql)) return [{ row: 'analyze', relations: { table } }];
    if (inTransaction) return [{ row: 'not-in-transaction' }];
    return [{ row: isOn('full', sql) ? 'vacuum-full' : 'vacuum', relations: { table } }];
  },
  AlterDomainStmt(sql, { schema }) {
    const name = find(sql, '\\bdomain\\s+NAME');
    const strict = /\badd\b|\bset\s+not\s+null\b|\bvalidate\b/i.test(sql);
    if (!name || !strict) return undefined;
    if (/\bnot\s+valid\b/i.test(sql)) return [{ row: 'domain-constraint-not-valid' }];
    return [
      {
        row: 'domain-constraint',
        relations: { user: usersOfType(name, schema).map((own) => own.name) },
      },
    ];
  },
  AlterSeqStmt: (sql) => [
    {
      row: 'alter-sequence',
      relations: { sequence: list(find(sql, '\\bsequence\\s+(?:if\\s+exists\\s+)?NAME')) },
    },
  ],
  AlterOwnerStmt(sql) {
    const view = find(sql, '\\bview\\s+(?:if\\s+exists\\s+)?NAME');
    return view && [{ row: 'alter-view', relations: { object: [view] } }];
  },
  AlterPolicyStmt: (sql) => [
    { row: 'policy-or-rule', relations: { table: list(find(sql, '\\bon\\s+NAME')) } },
  ],
  AlterSystemStmt: outside,
  CreatedbStmt: outside,
  DropdbStmt: outside,
  CreateTableSpaceStmt: outside,
  DropTableSpaceStmt: outside,
  CreateSubscriptionStmt: (sql, context) =>
    /\b(?:create_slot|connect)\s*=\s*(?:false|off|0)\b/i.test(sql)
      ? undefined
      : outside(sql, context),
  AlterPublicationStmt: (sql, { schema }) => [
    { row: 'publication-or-statistics', relations: { user: tablesIn(sql, schema) } },
  ],
};
