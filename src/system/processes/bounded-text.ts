/** Collects text and keeps its end: a process that never stops printing must not fill memory. */
export class BoundedText {
  #kept = '';

  constructor(private readonly limit = 1_000_000) {}

  add(text: string): void {
    this.#kept += text;
    if (this.#kept.length > 2 * this.limit) this.#kept = this.#kept.slice(-this.limit);
  }

  /** The last `limit` UTF-16 units. */
  get text(): string {
    return this.#kept.slice(-this.limit);
  }
}
