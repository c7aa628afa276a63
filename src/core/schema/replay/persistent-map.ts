const width = 256;

/**
 * An immutable map by string keys. A new version shares all but one of its buckets with the old
 * one, so thousands of versions that differ in a few entries cost little.
 */
export class PersistentMap<V> {
  static readonly #empty = new PersistentMap<never>([]);
  readonly #buckets: readonly (ReadonlyMap<string, V> | undefined)[];

  private constructor(buckets: readonly (ReadonlyMap<string, V> | undefined)[]) {
    this.#buckets = buckets;
  }

  static empty<V>(): PersistentMap<V> {
    return PersistentMap.#empty;
  }

  get(key: string): V | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  set(key: string, value: V): PersistentMap<V> {
    if (this.get(key) === value) return this;
    return this.#with(key, new Map(this.#buckets[bucketOf(key)]).set(key, value));
  }

  delete(key: string): PersistentMap<V> {
    const bucket = new Map(this.#buckets[bucketOf(key)]);
    return bucket.delete(key) ? this.#with(key, bucket) : this;
  }

  *entries(): Generator<readonly [string, V]> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.entries();
  }

  *values(): Generator<V> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.values();
  }

  /** Keys whose values are not the same in both. */
  *differences(other: PersistentMap<V>): Generator<string> {
    for (let index = 0; index < width; index++) {
      const [mine, theirs] = [this.#buckets[index], other.#buckets[index]];
      if (mine === theirs) continue;
      const keys = new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])]);
      for (const key of keys) if (mine?.get(key) !== theirs?.get(key)) yield key;
    }
  }

  #with(key: string, bucket: ReadonlyMap<string, V>): PersistentMap<V> {
    const buckets = this.#buckets.slice();
    buckets[bucketOf(key)] = bucket;
    return new PersistentMap(buckets);
  }
}

function bucketOf(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) | 0;
  return hash & (width - 1);
}
