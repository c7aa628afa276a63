import { Arguments } from '../changes/arguments.js';
import type { Operation } from '../revisions/revision.js';
import { writeName } from './names.js';
import type { Values } from './pattern.js';

interface Reading {
  readonly operation: string;
  /** The names that positional arguments have, in order. */
  readonly parameters: readonly string[];
  /** Values of the pattern, from arguments that are all known; undefined: it says something else. */
  readonly values: (args: Arguments) => Record<string, string | undefined> | undefined;
}

const names = (all: readonly string[] | undefined) =>
  all?.map((name) => writeName({ name })).join(', ');

const table = (args: Arguments, key: string, schema = 'schema') => {
  const name = args.text(key);
  const place = args.text(schema);
  return name && writeName(place === undefined ? { name } : { schema: place, name });
};

/** Operations that are another way to write a pattern, by its id. */
const readings: Readonly<Record<string, Reading>> = {
  'concurrent-index': {
    operation: 'create_index',
    parameters: ['index_name', 'table_name', 'columns', 'schema'],
    values: (args) => ({
      table: table(args, 'table_name'),
      columns: names(args.texts('columns')),
      name: args.text('index_name'),
    }),
  },
  'unique-constraint-by-index': {
    operation: 'create_unique_constraint',
    parameters: ['constraint_name', 'table_name', 'columns', 'schema'],
    values: (args) => ({
      table: table(args, 'table_name'),
      columns: names(args.texts('columns')),
      name: args.text('constraint_name'),
    }),
  },
  'foreign-key-not-valid': {
    operation: 'create_foreign_key',
    parameters: [
      'constraint_name',
      'source_table',
      'referent_table',
      'local_cols',
      'remote_cols',
      'source_schema',
      'referent_schema',
      'ondelete',
    ],
    values: (args) => ({
      table: table(args, 'source_table', 'source_schema'),
      columns: names(args.texts('local_cols')),
      referenced: table(args, 'referent_table', 'referent_schema'),
      key: names(args.texts('remote_cols')),
      ondelete: args.given('ondelete') ? args.text('ondelete') : 'NO ACTION',
      name: args.text('constraint_name'),
    }),
  },
  'not-null-in-three-steps': {
    operation: 'alter_column',
    parameters: ['table_name', 'column_name', 'nullable', 'schema', 'existing_type'],
    values: (args) =>
      args.flag('nullable') === false
        ? { table: table(args, 'table_name'), column: names(args.texts('column_name')) }
        : undefined,
  },
};

/** Arguments that change nothing on PostgreSQL. */
const idle = ['existing_type', 'existing_nullable', 'existing_server_default', 'unique'];

/**
 * The values with which a pattern does what an operation does; undefined where it does something
 * else, or where not all of it is literal.
 */
export function readOperation(pattern: string, operation: Operation): Values | undefined {
  const reading = Object.hasOwn(readings, pattern) ? readings[pattern] : undefined;
  if (reading?.operation !== operation.name || operation.dynamic === true) return undefined;
  const { args, keywords } = operation;
  const bound = new Arguments(reading.parameters, args, keywords);
  const known = [...reading.parameters, ...idle];
  const others = keywords.filter(({ name }) => name === undefined || !known.includes(name));
  if (others.length > 0 || bound.rest.length > 0 || bound.flag('unique') === true) return undefined;
  const { name, ...values } = reading.values(bound) ?? {};
  const given = Object.entries(name === undefined ? values : { ...values, name: quoted(name) });
  if (given.length === 0 || given.some(([, value]) => value === undefined)) return undefined;
  if (!('name' in Object.fromEntries(given)) && 'columns' in values) return undefined;
  return Object.fromEntries(given) as Values;
}

const quoted = (name: string) => writeName({ name });
