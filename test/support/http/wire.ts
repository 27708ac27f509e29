import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

/** What came back, to the byte. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  readonly body: any;
}

export interface Sending {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly url: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Plain HTTP on kept connections, as a client sends it: nothing is added, nothing is mended on the way. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  constructor(private readonly port: number) {}

  send({ method, url, headers = {}, body }: Sending): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.agent,
          method,
          path: url,
          headers: { ...length, ...headers },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers as Record<string, string | undefined>,
              text,
              body:
                /json/.test(answer.headers['content-type'] ?? '') && text !== '' ? JSON.parse(text) : null,
            });
          });
        },
      );
      sent.on('error', (error) => reject(new Error(`${method} ${url}: ${error.message}`)));
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** As many as a busy server takes without making one wait too long. */
const AT_ONCE = 6;

/** Works through a list, a few at once. */
export async function inTurn<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}
