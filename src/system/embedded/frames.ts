/** Cuts a client's byte stream into the messages of PostgreSQL's protocol, version 3. */
export class FrameReader {
  #buffer = Buffer.alloc(0);
  #started = false;

  add(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
  }

  /** The next whole message; undefined until more bytes have come. */
  next(): Frame | undefined {
    // Until the start-up message has come, messages have a length but no type.
    const head = this.#started ? 1 : 0;
    if (this.#buffer.length < head + 4) return undefined;
    const length = head + this.#buffer.readInt32BE(head);
    if (this.#buffer.length < length || length < head + 4) return undefined;
    const bytes = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    if (this.#started) return { kind: bytes[0] === terminate ? 'terminate' : 'message', bytes };
    const code = length >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === sslRequest || code === gssRequest) return { kind: 'encryption', bytes };
    if (code === cancelRequest) return { kind: 'cancel', bytes };
    this.#started = true;
    return { kind: 'startup', bytes };
  }
}

export interface Frame {
  readonly kind: 'encryption' | 'cancel' | 'startup' | 'message' | 'terminate';
  readonly bytes: Uint8Array;
}

const cancelRequest = 80877102;
const sslRequest = 80877103;
const gssRequest = 80877104;
const terminate = 'X'.charCodeAt(0);

/** Whether an answer ends with ReadyForQuery outside a transaction: the client owes nothing. */
export function endsIdle(answer: Uint8Array): boolean {
  const [type, ...rest] = answer.subarray(-6);
  return type === 'Z'.charCodeAt(0) && rest.at(-1) === 'I'.charCodeAt(0);
}
