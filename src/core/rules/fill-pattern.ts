/** Patterns for names, filled: configured ones, and those of SQLAlchemy's naming convention. */
import type { ObjectName } from '../changes/objects.js';
import { tokenValue } from '../schema/replay/naming.js';
import { token, type NamingKey } from './naming.js';
import type { NewName } from './new-names.js';

const keys: Readonly<Partial<Record<NewName['what'], NamingKey>>> = {
  table: 'table',
  column: 'column',
  enum: 'type',
  type: 'type',
  domain: 'type',
  index: 'ix',
  unique: 'uq',
  check: 'ck',
  foreign_key: 'fk',
  primary_key: 'pk',
};

/** The key of the pattern for a name; undefined: there is none for its kind. */
export const namingKeyOf = ({ what }: NewName): NamingKey | undefined => keys[what];

/** A pattern, filled for one name. */
export interface FilledPattern {
  readonly matches: (name: string) => boolean;
  /** The one name that fits, where there is only one. */
  readonly only: string | undefined;
}

/** @param plain nothing but its tokens means anything: a template of SQLAlchemy's */
export function fillPattern(pattern: string, own: NewName, plain: boolean): FilledPattern {
  const parts = pattern.split(token);
  let [source, only]: [string, string | undefined] = ['', ''];
  for (const [index, part] of parts.entries()) {
    const value = index % 2 === 1 ? valueOf(part, own) : part;
    const literal = index % 2 === 1 || plain;
    source += value === undefined ? '(?:.+)' : literal ? `(?:${escaped(value)})` : value;
    const fixed = value !== undefined && (literal || escaped(value) === value);
    only = only === undefined || !fixed ? undefined : only + value;
  }
  const whole = new RegExp(`^(?:${source})$`, 'u');
  return { matches: (name) => whole.test(name), only };
}

const nowhere: ObjectName = { name: '' };

const valueOf = (name: string, { table, columns, references }: NewName) =>
  tokenValue(name, table ?? nowhere, columns ?? [], references?.name);

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
