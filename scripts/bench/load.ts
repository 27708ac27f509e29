import autocannon from 'autocannon';

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

/** Sends `amount` requests, each made by `next`, over so many connections at once. */
export async function send(
  url: string,
  options: { amount: number; connections: number; expected: number },
  next: () => Sent,
): Promise<Shown> {
  const times: number[] = [];
  let errors = 0;
  const started = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections: options.connections,
        amount: options.amount,
        timeout: 30,
        requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
      },
      (error: Error | null, done) => (error ? reject(error) : resolve(done)),
    );
    run.on('response', (_client, status, _bytes, time) => {
      times.push(time);
      if (status !== options.expected) errors += 1;
    });
  });
  return {
    requests: times.length,
    seconds: (performance.now() - started) / 1000,
    errors: errors + result.errors + result.timeouts,
    ...percentiles(times),
  };
}

export function percentiles(times: number[]): { p50: number; p99: number } {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
