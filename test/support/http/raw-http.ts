import { connect, type Socket } from 'node:net';

/** How one request ended, judged by the bytes alone. */
export type Outcome =
  /** A whole answer. */
  | { readonly kind: 'answered'; readonly status: number; readonly closes: boolean }
  /** The connection ended before the first byte of an answer. */
  | { readonly kind: 'closed' }
  /** It ended within an answer. */
  | { readonly kind: 'cut'; readonly received: string };

/** One connection, kept for several requests, on which every byte is accounted for. */
export class RawConnection {
  private received = Buffer.alloc(0);
  private isEnded = false;
  private resume: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.resume();
    });
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => {
      this.isEnded = true;
      this.resume();
    });
    socket.on('end', () => {
      this.isEnded = true;
      this.resume();
    });
  }

  /** Null: nobody takes connections there. */
  static open(port: number): Promise<RawConnection | null> {
    return new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('connect', () => resolve(new RawConnection(socket)));
      socket.once('error', () => resolve(null));
    });
  }

  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body = '',
  ): Promise<Outcome> {
    const all = {
      host: '127.0.0.1',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(body || method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    this.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
    return this.answer(method);
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Nothing more will be sent; what comes is still read. */
  end(): void {
    this.socket.end();
  }

  /** The next answer, or how the wait for it ended. */
  async answer(method = 'GET'): Promise<Outcome> {
    for (;;) {
      const whole = takeAnswer(this.received, method);
      if (whole) {
        this.received = this.received.subarray(whole.bytes);
        return { kind: 'answered', status: whole.status, closes: whole.closes };
      }
      if (this.isEnded) {
        const received = this.received.toString();
        return received === '' ? { kind: 'closed' } : { kind: 'cut', received };
      }
      await new Promise<void>((resolve) => (this.resume = resolve));
    }
  }

  /** Everything until the server closes. */
  async rest(): Promise<string> {
    return (await this.restBytes()).toString();
  }

  async restBytes(): Promise<Buffer> {
    while (!this.isEnded) await new Promise<void>((resolve) => (this.resume = resolve));
    return this.received;
  }

  /** Sends what was written, then breaks off as a process that dies does. */
  reset(): void {
    this.socket.write('', () => this.socket.resetAndDestroy());
  }

  close(): void {
    this.socket.destroy();
  }
}

function takeAnswer(
  received: Buffer,
  method: string,
): { bytes: number; status: number; closes: boolean } | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = received.subarray(0, end).toString();
  const length = method === 'HEAD' ? 0 : Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  const bytes = end + 4 + length;
  if (received.length < bytes) return null;
  return { bytes, status: Number(head.slice(9, 12)), closes: /^connection: close$/im.test(head) };
}
