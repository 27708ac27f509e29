import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { RunningClock } from '../../support/fixed-clock.js';
import { runs } from '../../support/runs.js';
import { counted } from './counted.js';

// An HR system brings its contracts in, six at a time, while another system copies what changes; then come the nights.

const CONTRACTS = runs(24, 2000);
const WRITERS = 6;
/** Thousands of requests take longer than a test usually may. */
const LIMIT_MS = runs(60_000, 1_800_000);

let app: TestApp;
let employer: OrganisationId;
let centre: OrganisationId;
let ladderId: LadderId;
let program: Caller & { requests: number };

beforeAll(async () => {
  app = await TestApp.start({}, new RunningClock());
  employer = await app.given.organisation();
  centre = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  program = counted(app.asClient(await app.given.apiClient(employer)));
});
afterAll(() => app.stop());

const today = () => app.clock.today();
const done = (answer: TestResponse): string => {
  expect([200, 201]).toContain(answer.status);
  return answer.body.id as string;
};

const putPerson = async (key: string, role: string, birthDate: string) =>
  done(
    await program.put(`/v1/people/by-external-id/${key}`, {
      givenName: 'Inès',
      familyName: `Moreau ${key}`,
      birthDate,
      memberships: [{ organisationId: employer, role }],
    }),
  );

const putContract = async (number: number, alternantId: string) =>
  done(
    await program.put(`/v1/contracts/by-external-id/C-${number}`, {
      kind: 'apprenticeship',
      alternantId,
      employerId: employer,
      trainingCentreId: centre,
      ladderId,
      startsOn: today(),
      endsOn: '2027-08-31',
    }),
  );

/** Six at work; each takes the next until none is left. */
async function bySix(work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < CONTRACTS) await work(next++);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** Copies what changed since the last change that it saw, page by page. */
class Copy {
  readonly rows = new Map<string, { status: string; externalId: string | null }>();
  private since = '2020-01-01T00:00:00Z';

  constructor(private readonly by: Caller) {}

  async update(): Promise<void> {
    let after = '';
    const since = this.since;
    do {
      const page = await this.by.get(`/v1/contracts?updatedSince=${since}&limit=500${after}`);
      expect(page.status).toBe(200);
      for (const row of page.body.data) {
        this.rows.set(row.id, row);
        if (row.updatedAt > this.since) this.since = row.updatedAt;
      }
      after = page.body.page.next ? `&after=${page.body.page.next}` : '';
    } while (after !== '');
  }
}

test(
  'the first load takes three requests a contract, and a fourth that signs; the copy misses none',
  async () => {
    const copy = new Copy(app.asClient(await app.given.apiClient(centre)));
    let isLoading = true;
    const copying = (async () => {
      while (isLoading) await copy.update();
      await copy.update();
    })();

    const tutors: string[] = [];
    for (let number = 0; number < CONTRACTS / 2; number += 1) {
      tutors.push(await putPerson(`T-${number}`, 'tutor', '1980-01-01'));
    }
    const ofTutors = program.requests;
    const contractIds: string[] = [];
    await bySix(async (number) => {
      const contractId = await putContract(number, await putPerson(`A-${number}`, 'alternant', '2000-01-01'));
      contractIds[number] = contractId;
      const mandate = { personId: tutors[Math.floor(number / 2)], role: 'main_tutor', from: today() };
      done(await program.post(`/v1/contracts/${contractId}/mandates`, mandate));
    });
    const perContract = (program.requests - ofTutors) / CONTRACTS;
    await bySix(async (number) => {
      done(await program.post(`/v1/contracts/${contractIds[number]}/sign`, { on: today() }));
    });
    isLoading = false;
    await copying;

    expect(perContract).toBe(3);
    expect(copy.rows.size).toBe(CONTRACTS);
    expect(new Set([...copy.rows.values()].map(({ status }) => status))).toEqual(new Set(['active']));
  },
  LIMIT_MS,
);

test(
  'a night without changes: one request a contract changes nothing, and asking what changed takes one for all',
  async () => {
    const before = (await app.owner.query('select count(*)::int as events from events')).rows;
    const people = (await app.owner.query('select id, external_id from people')).rows as Record<
      string,
      string
    >[];
    const idOf = new Map(people.map(({ id, external_id: key }) => [key, id]));
    const copy = new Copy(app.asClient(await app.given.apiClient(employer)));
    await copy.update();
    const [then] = (await app.owner.query(`select to_json(clock_timestamp()) as at`)).rows as {
      at: string;
    }[];
    program.requests = 0;
    await bySix(async (number) => void (await putContract(number, idOf.get(`A-${number}`) ?? '')));
    expect(program.requests).toBe(CONTRACTS);

    const changed = await program.get(`/v1/contracts?updatedSince=${encodeURIComponent(then?.at ?? '')}`);
    expect([changed.body.data, changed.body.page.next]).toEqual([[], null]);
    expect((await app.owner.query('select count(*)::int as events from events')).rows).toEqual(before);
  },
  LIMIT_MS,
);
