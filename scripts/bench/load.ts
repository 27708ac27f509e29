import { connect } from 'node:net';

/** What one run of one case showed. CPU is added by whoever meters the servers. */
export interface Shown {
  readonly requests: number;
  readonly seconds: number;
  /** Anything but the expected status. */
  readonly errors: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Bytes of memory that the server took meanwhile, where somebody watched. */
  readonly grown?: number;
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends `amount` requests, each made by `next`, over so many connections at once. Plain sockets: a client of HTTP takes
 * as much of the processor as the servers that are compared, and pgbench takes next to none.
 */
export async function send(
  url: string,
  options: {
    amount: number;
    connections: number;
    expected: number;
    /** Ends before the amount is reached. */
    until?: () => boolean;
  },
  next: () => Sent,
): Promise<Shown> {
  const times: number[] = [];
  let left = options.amount;
  let errors = 0;
  const started = performance.now();
  const one = async () => {
    const connection = await Connection.open(url);
    while (left > 0 && !options.until?.()) {
      left -= 1;
      const asked = performance.now();
      if ((await connection.ask(next())) !== options.expected) errors += 1;
      times.push(performance.now() - asked);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: options.connections }, one));
  return {
    requests: times.length,
    seconds: (performance.now() - started) / 1000,
    errors,
    ...percentiles(times),
  };
}

/** One question at a time to a server that tells the length of its answers. */
class Connection {
  private received: Buffer = Buffer.alloc(0);
  private answer: (status: number) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;

  private constructor(
    private readonly host: string,
    private readonly socket: ReturnType<typeof connect>,
  ) {
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port, host } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.once('connect', () => resolve(new Connection(host, socket)));
      socket.once('error', reject);
    });
  }

  /** The status of the answer, once it is whole. */
  ask({ method, path, headers = {}, body = '' }: Sent): Promise<number> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : '';
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      this.socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\n${lines.join('')}${length}\r\n${body}`,
      );
    });
  }

  close(): void {
    this.fail = () => undefined;
    this.socket.end();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (this.received.length < end + 4 + length) return;
    this.received = Buffer.alloc(0);
    this.answer(Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)));
  }
}

export function percentiles(times: number[]): { p50: number; p99: number } {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
