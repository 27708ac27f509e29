import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a connection that asks nothing is kept while the server stops. */
const IDLE_MS = 500;
const SWEEP_MS = 100;

/** The limits of what a caller may take their time for. A proxy's own idle limit must be under `keepAlive`. */
export const HTTP_LIMITS = {
  headersMs: 10_000,
  requestMs: 60_000,
  keepAliveMs: 72_000,
  checkEveryMs: 1_000,
  headerBytes: 16 * 1024,
  requestsPerConnection: 10_000,
} as const;

/** The open connections of a server, so that it can stop without cutting an answer. */
export class Connections {
  private readonly open = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  /**
   * Takes no new connection, waits until the answers under way have closed theirs, and closes those that ask nothing.
   * `http.Server.close` would close idle ones at once, and some of those have a request on its way.
   * @returns how many connections were still open after `limitMs`, and were cut.
   */
  async drain(limitMs: number): Promise<number> {
    let cut = 0;
    let sweep: NodeJS.Timeout | undefined;
    const idle = setTimeout(() => {
      sweep = setInterval(() => this.closeIdle(), SWEEP_MS);
    }, IDLE_MS);
    const limit = setTimeout(() => {
      cut = this.open.size;
      this.server.closeAllConnections();
      for (const socket of this.open) socket.destroy();
    }, limitMs);
    await new Promise<void>((resolve) => {
      NetServer.prototype.close.call(this.server, () => resolve());
    });
    clearTimeout(idle);
    clearInterval(sweep);
    clearTimeout(limit);
    await wait(1); // the requests of the last connections learn in the next turn that these are gone
    return cut;
  }

  /** Between two requests, or before the first byte of the first. */
  private closeIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.open) if (socket.bytesRead === 0) socket.destroy();
  }
}
