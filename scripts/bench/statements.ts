import { createServer, connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { asOwner, provisionApiRole } from '../../src/platform/database/provision.js';
import { median } from './measure.js';
import type { Sent } from './load.js';
import { startApi, type Stage } from './stage.js';

const ASKED = 15;

/**
 * How many statements one request of each kind sends to PostgreSQL, besides commit and the message that begins, says who
 * asks and holds the contract: the median of a few.
 */
export async function countStatements(
  stage: Stage,
  kinds: Readonly<Record<string, () => Sent>>,
): Promise<Record<string, number>> {
  const { ownerUrl } = stage;
  const between = await Counter.before(await asOwner(ownerUrl, (owner) => provisionApiRole(owner, ownerUrl)));
  const api = await startApi(ownerUrl, between.url);
  try {
    const counts: Record<string, number> = {};
    for (const [name, next] of Object.entries(kinds)) {
      const seen: number[] = [];
      for (let asked = 0; asked < ASKED; asked += 1) {
        const before = between.statements;
        const { path, ...rest } = next();
        const response = await fetch(`${api.url}${path}`, rest);
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        seen.push(between.statements - before);
      }
      counts[name] = median(seen);
    }
    return counts;
  } finally {
    await api.stop();
    between.close();
  }
}

/** Stands between the API and PostgreSQL and reads along. */
class Counter {
  statements = 0;

  private constructor(
    readonly url: string,
    readonly close: () => void,
  ) {}

  static async before(databaseUrl: string): Promise<Counter> {
    const real = new URL(databaseUrl);
    const server = createServer((client) => {
      const database = connect(Number(real.port || 5432), real.hostname);
      const read = statementReader((count) => (counter.statements += count));
      client.on('data', read).pipe(database).pipe(client);
      client.on('error', () => database.destroy()).on('close', () => database.destroy());
      database.on('error', () => client.destroy()).on('close', () => client.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as AddressInfo).port);
    const counter = new Counter(url.toString(), () => server.close());
    return counter;
  }
}

const NOT_COUNTED = /^\s*(begin|commit|rollback|$)/i;
const [QUERY, EXECUTE] = ['Q'.charCodeAt(0), 'E'.charCodeAt(0)];

/** Reads what a client says to PostgreSQL: a first message without a type, then a type, a length and a body each. */
export function statementReader(report: (count: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isStarted = false;
  let prepared = '';
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isStarted ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readUInt32BE(head);
      if (rest.length < end) return;
      const body = rest.subarray(head + 4, end).toString('latin1');
      if (isStarted && rest[0] === QUERY && !NOT_COUNTED.test(body)) {
        report(
          body
            .replace('\0', '')
            .split(';')
            .filter((one) => one.trim() !== '').length,
        );
      }
      if (isStarted && rest[0] === 'P'.charCodeAt(0)) prepared = body.split('\0')[1] ?? '';
      if (isStarted && rest[0] === EXECUTE) {
        if (!NOT_COUNTED.test(prepared || 'named')) report(1);
        prepared = '';
      }
      isStarted = true;
      rest = rest.subarray(end);
    }
  };
}
