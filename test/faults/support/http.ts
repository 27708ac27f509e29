import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  readonly body: any;
}

/** The connection ended without an answer: the caller cannot know what was done. */
export class NoAnswer extends Error {}

/** Longer than anything that the server may take: whoever is not answered by then hangs. */
const HANG_MS = 300_000;

/** HTTP over real sockets, as one caller of one process. */
export class HttpCaller {
  private readonly agent: Agent;

  constructor(
    private readonly port: number,
    private readonly token: string | null,
    sockets = Infinity,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', path, body, headers);
  }

  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const payload = body === undefined ? null : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path,
          agent: this.agent,
          headers: {
            ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
            ...(payload === null
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', (error) => reject(new NoAnswer(error.message)));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              body: text ? (JSON.parse(text) as unknown) : null,
            });
          });
        },
      );
      const hanging = setTimeout(
        () => sent.destroy(new Error(`${method} ${path} was not answered in ${HANG_MS / 1000} s`)),
        HANG_MS,
      );
      sent.on('close', () => clearTimeout(hanging));
      sent.on('error', (error) => {
        const hangs = error.message.includes('was not answered');
        reject(hangs ? error : new NoAnswer(error.message));
      });
      sent.end(payload ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** As a careful client does: again with the same key while the answer is "later" or none; then the answer. */
export async function insist(send: () => Promise<Reply>, tries = 60): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await send().catch((error: unknown) => {
      if (error instanceof NoAnswer) return null;
      throw error;
    });
    const isLater = reply === null || reply.status === 503 || reply.body?.code === 'idempotency_in_flight';
    if (!isLater || attempt === tries)
      return reply ?? Promise.reject(new NoAnswer(`no answer in ${tries} tries`));
    await wait(250);
  }
}

/** Answers that arrived, and for how many none came. */
export async function settle(
  sent: readonly Promise<Reply>[],
): Promise<{ replies: Reply[]; unanswered: number }> {
  const settled = await Promise.allSettled(sent);
  const failed = settled.filter((one) => one.status === 'rejected');
  const hangs = failed.find(({ reason }) => !(reason instanceof NoAnswer));
  if (hangs) throw hangs.reason;
  return {
    replies: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    unanswered: failed.length,
  };
}

export const statusesOf = (replies: readonly Reply[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status, body } of replies) {
    const name = status < 400 ? String(status) : `${status} ${body?.code}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};
