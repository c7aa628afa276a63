import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { endsIdle, type Frame, FrameReader } from './frames.js';

/**
 * Serves PGlite's one backend to clients of 127.0.0.1, on a free port, in PostgreSQL's protocol.
 * A client has the backend to itself from its first message until it is idle outside a transaction;
 * the others wait. A client that finds no other begins with a clean session.
 *
 * @returns the port
 */
export function serveDatabase(database: PGlite): Promise<number> {
  const backend = new Backend(database);
  const server = createServer((socket) => {
    void serveClient(socket, backend);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The one backend, and who has it. */
class Backend {
  #clients = 0;
  #owner: Socket | undefined;
  #waiting: (() => void)[] = [];

  constructor(readonly database: PGlite) {}

  /** Settings, prepared statements and temporary tables of earlier clients are dropped. */
  async enter(): Promise<void> {
    this.#clients++;
    if (this.#clients === 1) await this.database.exec('DISCARD ALL');
  }

  async leave(client: Socket): Promise<void> {
    this.#clients--;
    if (this.#owner !== client) return;
    await this.database.exec('ROLLBACK');
    this.#release();
  }

  async run(client: Socket, message: Uint8Array): Promise<Uint8Array> {
    while (this.#owner !== undefined && this.#owner !== client)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#owner = client;
    const answer = await this.database.execProtocolRaw(message);
    if (endsIdle(answer)) this.#release();
    return answer;
  }

  #release(): void {
    this.#owner = undefined;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

async function serveClient(socket: Socket, backend: Backend): Promise<void> {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  const reader = new FrameReader();
  let entered = false;
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      reader.add(chunk);
      for (let frame = reader.next(); frame; frame = reader.next()) {
        if (frame.kind === 'terminate' || frame.kind === 'cancel') return;
        if (frame.kind === 'startup') {
          entered = true;
          await backend.enter();
        }
        socket.write(await answerTo(frame, socket, backend));
      }
    }
  } catch {
    // The socket broke, or the backend did: either way the client is told by the closed socket.
  } finally {
    socket.end();
    if (entered) await backend.leave(socket).catch(() => undefined);
  }
}

async function answerTo(frame: Frame, socket: Socket, backend: Backend): Promise<Uint8Array> {
  if (frame.kind === 'encryption') return Buffer.from('N');
  return backend.run(socket, frame.bytes);
}
