import type { ObjectName } from './objects.js';

/** A name for people: `products`, or `shop.products` where a schema is written. */
export function objectText({ schema, name }: ObjectName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
