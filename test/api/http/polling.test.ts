import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { RunningClock } from '../../support/fixed-clock.js';
import { TestApp, type Caller } from '../../support/app.js';
import { runs } from '../../support/runs.js';

// Systems that copy what changed: each asks from the last `updatedAt` that it saw. Writers stay in their transactions for a
// while, before they write and after.

const WRITERS = 6;
const EACH = runs(25, 110);

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let ladderId: LadderId;
let hr: Caller;
let platform: Caller;

beforeAll(async () => {
  app = await TestApp.start({}, new RunningClock());
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  hr = await app.as(await app.given.someone('hr', employerId));
  platform = await app.as(await app.given.someone('platform_admin'));
});
afterAll(() => app.stop());

/** Reads what changed from the last `updatedAt` that was seen on, a few at a time. */
class Poller {
  readonly seen = new Set<string>();
  requests = 0;
  private since: string;

  constructor(
    private readonly caller: Caller,
    private readonly path: string,
  ) {
    this.since = app.clock.now();
  }

  /** @returns how many rows it read */
  async poll(): Promise<number> {
    let read = 0;
    let after: string | null = null;
    const since = this.since;
    do {
      const url = `${this.path}?updatedSince=${since}&limit=7${after === null ? '' : `&after=${after}`}`;
      const answer = await this.caller.get(url);
      expect(answer.status).toBe(200);
      for (const { id, updatedAt } of answer.body.data as { id: string; updatedAt: string }[]) {
        this.seen.add(id);
        if (updatedAt > this.since) this.since = updatedAt;
      }
      this.requests += 1;
      read += answer.body.data.length;
      after = answer.body.page.next;
    } while (after !== null);
    return read;
  }
}

async function writeSlowly(table: string, ids: readonly string[], lag: number): Promise<void> {
  const client = new pg.Client({ connectionString: app.database.ownerUrl });
  await client.connect();
  try {
    for (const [turn, id] of ids.entries()) {
      await client.query('begin');
      const at = new Date(Date.parse(app.clock.now()) - lag).toISOString();
      if (turn % 4 === 0) await sleep(Math.random() * 25);
      await client.query(`update ${table} set version = version + 1, updated_at = $2 where id = $1`, [
        id,
        at,
      ]);
      await sleep(turn % 5 === 0 ? 40 + Math.random() * 60 : Math.random() * 8);
      await client.query('commit');
    }
  } finally {
    await client.end();
  }
}

async function missed(table: string, ids: readonly string[], poller: Poller, lag = 0): Promise<string[]> {
  await sleep(5);
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) await poller.poll();
  })();
  const shares = Array.from({ length: WRITERS }, (_, writer) =>
    ids.filter((__, i) => i % WRITERS === writer),
  );
  await Promise.all(shares.map((share, writer) => writeSlowly(table, share, writer % 2 === 0 ? lag : 0)));
  isWriting = false;
  await reading;
  await poller.poll();
  return ids.filter((id) => !poller.seen.has(id));
}

const many = async <T>(make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  for (let i = 0; i < WRITERS * EACH; i += 1) made.push(await make());
  return made;
};

test('six writers change contracts, and who polls them misses none', async () => {
  const alternant = await app.given.someone('alternant', trainingCentreId);
  const contracts = await many(() =>
    app.given.contract({ employerId, trainingCentreId, ladderId, alternant, draft: true }),
  );
  const ids = contracts.map(({ contractId }) => contractId as string);

  expect(await missed('contracts', ids, new Poller(hr, '/v1/contracts'))).toEqual([]);
}, 120_000);

test('six writers change people, and who polls them misses none, whatever two clocks differ by', async () => {
  const people = await many(() => app.given.someone('tutor', employerId));
  const ids = people.map(({ personId }) => personId as string);

  expect(await missed('people', ids, new Poller(hr, '/v1/people'), 300)).toEqual([]);
}, 120_000);

test('six writers change organisations, and who polls them misses none', async () => {
  const ids: string[] = await many(() => app.given.organisation());

  expect(await missed('organisations', ids, new Poller(platform, '/v1/organisations'))).toEqual([]);
}, 120_000);
