import { SystemClock } from '../../src/kernel/clock.js';
import { addMilliseconds } from '../../src/kernel/days.js';
import {
  changed,
  get,
  ladderOf,
  notYet,
  once,
  readBefore,
  roundRobin,
  workingSetOf,
  type Amounts,
  type Case,
} from './cases.js';
import { send, type Sent, type Shown } from './load.js';
import type { Stage, WritableContract } from './stage.js';

// What those who read the past cost whoever works beside them.

const clock = new SystemClock();
const HOUR_MS = 3_600_000;

const hourAgo = (): string => addMilliseconds(clock.now(), -HOUR_MS);
const daysAgo = (days: number): string => addMilliseconds(clock.now(), -24 * days * HOUR_MS);

/** The past of just now, which waits for whoever writes, or of an hour ago, which does not. */
const pastOf = (contractId: string, token: string, at: string) => ({
  ...get(`/v1/contracts/${contractId}/ladder?at=${at}`),
  headers: { authorization: `Bearer ${token}` },
});

/** One writer alone, then beside twenty readers of the past of the very contract: another one each time, all alike. */
export function neighboursOf(stage: Stage, amounts: Amounts): Case[] {
  const { api } = stage;
  const contract = roundRobin(stage.apart.slice(1));
  const reads = roundRobin(workingSetOf(stage));
  let day = 0;
  const asked = { amount: amounts.reads, connections: 4, expected: 200 };
  const each = { ...asked, amount: once(stage, amounts) };
  const read = (name: string, sent: (writable: WritableContract) => Sent, how = asked): Case => ({
    name,
    server: api,
    run: () => send(api.url, how, () => sent(reads())),
  });
  const again = (name: string, sent: (writable: WritableContract) => Sent): Case =>
    readBefore(read(name, sent), { server: api, amount: workingSetOf(stage).length }, () => sent(reads()));
  const then = ({ contractId, token }: WritableContract) => pastOf(contractId, token, hourAgo());
  const alone = (writable: WritableContract) =>
    send(api.url, { amount: amounts.writes, connections: 1, expected: 201 }, () => notYet(writable, 1));
  return [
    { name: 'sign-off alone', server: api, run: () => alone(contract()) },
    { name: 'sign-off beside the past', server: api, run: () => besideReaders(stage, contract(), alone) },
    again('ladder now', ladderOf),
    again('ladder then', then),
    ...changed(stage, read('ladder now changed', ladderOf, each)),
    ...changed(stage, read('ladder then changed', then, each)),
    // Another day each time: everything since is left out, and the facts until then are folded.
    read(
      'ladder long ago',
      ({ contractId, token }) => pastOf(contractId, token, daysAgo(2 + (day++ % 20))),
      each,
    ),
  ];
}

async function besideReaders(
  { api, readers }: Stage,
  writable: WritableContract,
  write: (writable: WritableContract) => Promise<Shown>,
): Promise<Shown> {
  let isWriting = true;
  const asked = { amount: Infinity, connections: 1, expected: 200, until: () => !isWriting };
  const reading = readers.map((token, index) =>
    send(api.url, asked, () => pastOf(writable.contractId, token, index % 2 === 0 ? clock.now() : hourAgo())),
  );
  const written = await write(writable).finally(() => (isWriting = false));
  const read = await Promise.all(reading);
  return { ...written, errors: written.errors + read.reduce((sum, { errors }) => sum + errors, 0) };
}
