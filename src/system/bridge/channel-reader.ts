import type { BridgeEvent } from '../../core/alembic/bridge-protocol.js';
import { readBridgeEvent } from '../../core/alembic/read-bridge-event.js';

/**
 * Splits what a runner writes to standard output into events, which carry `mark`, and the rest: what
 * the runner itself says before or around them.
 */
export class ChannelReader {
  #parts: string[] = [];

  constructor(
    private readonly mark: string,
    private readonly onEvent: (event: BridgeEvent) => void,
  ) {}

  add(text: string): void {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#take(`${this.#parts.join('')}${line}`, '\n');
      this.#parts = [];
    }
    // A long line arrives in many pieces: they are joined once.
    if (last !== '') this.#parts.push(last);
  }

  end(): void {
    if (this.#parts.length > 0) this.#take(this.#parts.join(''), '');
    this.#parts = [];
  }

  #take(line: string, ending: string): void {
    const at = line.indexOf(this.mark);
    const foreign = at === -1 ? line + ending : line.slice(0, at);
    if (foreign !== '') this.onEvent({ event: 'output', stream: 'stdout', text: foreign });
    const event = at === -1 ? undefined : readBridgeEvent(line.slice(at + this.mark.length));
    if (event) this.onEvent(event);
  }
}
