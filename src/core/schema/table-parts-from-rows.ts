import type { ColumnRow, PolicyRow, RuleRow, TriggerRow } from './catalog-rows.js';
import { originOf } from './origin.js';
import type { Column, Policy, Rule, Trigger } from './schema.js';

export function columnsOf(rows: readonly ColumnRow[] | undefined): Column[] {
  return (rows ?? []).map((row) => ({
    name: row.name,
    type: row.type,
    nullable: row.nullable,
    ...(row.default === null || row.generated ? {} : { default: row.default }),
    ...(row.identity ? { identity: row.identity === 'a' ? 'always' : 'by default' } : {}),
    ...(row.generated
      ? { generated: { expression: row.default ?? '', stored: row.generated === 's' } }
      : {}),
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(row.options === null ? {} : { options: row.options }),
  }));
}

const firing: Readonly<Record<string, Trigger['enabled']>> = {
  O: 'origin',
  D: 'disabled',
  R: 'replica',
  A: 'always',
};

export function triggerOf(row: TriggerRow, all: readonly TriggerRow[]): Trigger {
  const origin = originOf(row, all);
  return {
    name: row.name,
    definition: row.definition,
    enabled: firing[row.enabled] ?? 'origin',
    internal: row.internal,
    ...(origin ? { inheritedFrom: origin.on } : {}),
  };
}

export function ruleOf(row: RuleRow): Rule {
  return {
    name: row.name,
    definition: row.definition,
    enabled: firing[row.enabled] ?? 'origin',
  };
}

const commands: Readonly<Record<string, Policy['command']>> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
};

export function policyOf(row: PolicyRow): Policy {
  const command = commands[row.command];
  return {
    name: row.name,
    permissive: row.permissive,
    ...(row.roles === null ? {} : { roles: row.roles }),
    ...(row.using === null ? {} : { using: row.using }),
    ...(row.check === null ? {} : { check: row.check }),
    ...(command === undefined ? {} : { command }),
  };
}
