/** What to write for partitioned tables, where CONCURRENTLY does not work. */
import { createIndex } from '../changes/inverse/render-index.js';
import { execute, sqlName } from '../changes/inverse/python.js';
import { best, type KnownIndex, type KnownSchema } from '../changes/known-schema.js';
import type { ChangeOf } from '../changes/change.js';
import type { ObjectName } from '../changes/objects.js';

export const isPartitioned = (schema: KnownSchema, table: ObjectName) =>
  best(schema.table(table))?.partitionBy !== undefined;

/** The code that builds an index of a partitioned table without a long lock, else how to. */
export function partitionedIndexHelp(
  change: ChangeOf<'create_index'>,
  schema: KnownSchema,
): string {
  const { index } = change;
  const { name } = index;
  const advice =
    'Create the index ON ONLY the partitioned table, which takes a moment and leaves it invalid; then one on each partition CONCURRENTLY, and attach each to it. With the last one it becomes valid.';
  const partitions = schema.partitionsOf(index.table);
  const keys = index.keys?.flatMap(({ column }) => column ?? []);
  const plain = keys?.length === index.keys?.length && index.predicate === undefined;
  if (name === undefined || !keys || !plain || partitions.length === 0) return advice;
  const columns = keys.map((key) => sqlName({ name: key })).join(', ');
  const unique = index.unique ? 'UNIQUE ' : '';
  const whole = sqlName({ schema: index.table.schema, name });
  const own = partitions.map(({ name: partition }) => ({
    partition,
    name: `${name}_${partition.name}`.slice(0, 63),
  }));
  const lines = [
    execute(
      `CREATE ${unique}INDEX ${sqlName({ name })} ON ONLY ${sqlName(index.table)} (${columns})`,
    ),
    'with op.get_context().autocommit_block():',
    ...own.map((one) => `    ${createIndex(indexOn(change, one.partition, one.name), true)}`),
    ...own.map((one) =>
      execute(
        `ALTER INDEX ${whole} ATTACH PARTITION ${sqlName({ schema: one.partition.schema, name: one.name })}`,
      ),
    ),
  ];
  return `${advice}\n\n${lines.join('\n')}`;
}

function indexOn(change: ChangeOf<'create_index'>, table: ObjectName, name: string): KnownIndex {
  return { name, definition: { ...change.index, name, table }, origin: change, at: 0 };
}
