import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let earlier: LadderScenario;
let earlierHr: Caller;
let now: GivenContract;
let tutor: Caller;
let hr: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const SECRET = 'Très fatiguée ce jour-là';

/** A first contract until 1 April, climbed with comments and a dispute; another employer’s from then on. */
beforeEach(async () => {
  app.clock.set('2026-03-12');
  earlier = await LadderScenario.start(app, { startsOn: '2025-09-01', until: '2026-04-01' });
  earlierHr = await app.as(await app.given.someone('hr', earlier.contract.employerId));
  await earlier.complete('observation');
  await earlier.tutor.post(earlier.url('observations'), {
    observedOn: '2026-03-12',
    items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'needs_practice', comment: SECRET }],
  });
  const doubt = await earlier.tutor.post(earlier.url('sign-offs'), {
    observedOn: '2026-03-12',
    items: [{ competency: 'C5', level: 'simple_tasks', outcome: 'not_yet', nextStep: SECRET }],
  });
  await (
    await app.as(earlier.contract.alternant)
  ).post(earlier.url('disputes'), {
    about: { kind: 'sign_off', id: doubt.body.signOffs[0].id },
    grounds: SECRET,
  });
  app.clock.set('2026-04-02');
  now = await app.given.contract({
    alternant: earlier.contract.alternant,
    trainingCentreId: earlier.contract.trainingCentreId,
    startsOn: '2026-04-01',
  });
  await link(now.contractId, earlier.contract.contractId);
  tutor = await app.as(await app.given.mandate(now, 'main_tutor'));
  hr = await app.as(await app.given.someone('hr', now.employerId));
});

const link = (contract: string, continued: string | null) =>
  app.owner.query('update contracts set continuation_of = $2 where id = $1', [contract, continued]);
const contracts = (by: Caller, of = now) => by.get(`/v1/contracts/${of.contractId}/prior-contracts`);
const facts = (by: Caller, query = '', of = now) =>
  by.get(`/v1/contracts/${of.contractId}/prior-facts${query}`);

test('the new team reads where the alternant stood and what was seen and signed, on whatever ladder', async () => {
  expect((await tutor.get(earlier.url('ladder'))).status).toBe(404);

  const listed = await contracts(tutor);

  expect(listed.status).toBe(200);
  expect(listed.body.data).toMatchObject([
    {
      contractId: earlier.contract.contractId,
      startsOn: '2025-09-01',
      endsOn: '2026-03-31',
      employer: { id: earlier.contract.employerId, name: expect.any(String) },
      ladder: { id: earlier.contract.ladderId },
      currentLevel: 'simple_tasks',
      complete: false,
    },
  ]);
  const [{ levels }] = listed.body.data;
  expect(levels.map(({ status }: { status: string }) => status)).toEqual([
    'achieved',
    'open',
    'locked',
    'locked',
  ]);
  expect(levels[1].requirements).toEqual(
    expect.arrayContaining([{ competency: 'C5', title: 'C5', status: 'not_yet' }]),
  );
  const read = await facts(tutor);
  expect(read.body.data.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    'observation',
    'observation',
    ...Array.from({ length: 5 }, () => 'sign_off'),
  ]);
  expect(read.body.data).toEqual(
    expect.arrayContaining([
      {
        id: expect.any(String),
        kind: 'observation',
        contractId: earlier.contract.contractId,
        observedOn: '2026-03-12',
        recordedAt: expect.any(String),
        author: { id: earlier.tutorIs.personId, givenName: 'Claude', familyName: 'Petit' },
        items: [{ competency: 'C1', title: 'C1', level: 'simple_tasks', outcome: 'needs_practice' }],
      },
    ]),
  );
});

test('nobody reads a comment, a next step or a dispute there', async () => {
  for (const by of [tutor, hr, await app.as(now.alternant)]) {
    const [one, other] = [await contracts(by), await facts(by)];
    expect([one.status, other.status, other.body.data.length]).toEqual([200, 200, 7]);
    expect(JSON.stringify([one.body, other.body])).not.toContain(SECRET);
    expect(JSON.stringify([one.body, other.body])).not.toContain('contested');
  }
});

test('what was taken back is not there, of a call of many only that item', async () => {
  const signed = await earlier.signOffId(1, 'C6');
  await earlier.tutor.post(`/v1/sign-offs/${signed}/revocations`, {
    reasonCode: 'wrong_person',
    reason: 'Une autre',
  });
  const [seen] = (await earlier.tutor.get(earlier.url('observations'))).body.data.filter(
    ({ items }: { items: { competency: string }[] }) => items[0]?.competency === 'C1',
  );
  await earlier.tutor.post(`/v1/observations/${seen.id}/withdrawals`, { reason: 'Erreur' });
  const { data } = (await facts(tutor)).body;
  for (const id of [signed, seen.id]) expect(data.map((fact: { id: string }) => fact.id)).not.toContain(id);
  const [call] = data.filter(({ items }: { items: object[] }) => items.length > 1);
  expect(call.items.map(({ competency }: { competency: string }) => competency)).toEqual([
    'C8',
    'C10',
    'C11',
  ]);
  expect((await contracts(tutor)).body.data[0].levels[0].status).toBe('reopened');
});

test('it comes in pages', async () => {
  const all = (await facts(tutor)).body.data;
  const first = await facts(tutor, '?limit=4');
  const rest = await facts(tutor, `?limit=500&after=${first.body.page.next}`);
  expect([...first.body.data, ...rest.body.data]).toEqual(all);
  expect(rest.body.page.next).toBeNull();
  expect((await facts(tutor, '?after=bm9uZQ')).status).toBe(422);
});

test('whoever does not read the new contract reads nothing, the earlier employer’s HR neither', async () => {
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  for (const by of [earlierHr, stranger, earlier.tutor]) {
    expect((await contracts(by)).status).toBe(404);
    expect((await facts(by)).status).toBe(404);
  }
});

test('nor in the database, as whom the API works for', async () => {
  const api = new pg.Client({ connectionString: app.database.apiUrl });
  await api.connect();
  const read = async ({ accountId, personId }: Someone) => {
    await api.query('begin');
    await api.query('select app.set_actor($1, $2, $3, $4)', ['person', accountId, personId, app.clock.now()]);
    const { rows } = await api.query<{ n: number }>(
      `select (select count(*) from app.prior_facts($1, null, 500))::integer
         + (select count(*) from app.prior_learning($1))::integer as n`,
      [now.contractId],
    );
    await api.query('rollback');
    return rows[0]?.n;
  };
  expect(await read(now.alternant)).toBe(8);
  expect(await read(earlier.tutorIs)).toBe(0);
  expect(await read(await app.given.someone('hr', earlier.contract.employerId))).toBe(0);
  expect(await read(await app.given.someone('platform_admin'))).toBe(0);
  await api.end();
});

test('a draft, a cancelled contract and one that continues a cancelled one show nothing', async () => {
  const empty = async (by: Caller, of = now) => {
    expect((await contracts(by, of)).body.data).toEqual([]);
    expect((await facts(by, '', of)).body.data).toEqual([]);
  };
  const draft = await app.given.contract({
    alternant: now.alternant,
    trainingCentreId: now.trainingCentreId,
    startsOn: '2027-09-01',
    until: '2028-09-01',
    draft: true,
  });
  await link(draft.contractId, earlier.contract.contractId);
  await empty(await app.as(await app.given.someone('hr', draft.employerId)), draft);

  const stranger = await app.given.contract({ startsOn: '2025-09-01', until: '2026-04-01' });
  await link(now.contractId, stranger.contractId);
  await empty(tutor);
  await link(now.contractId, null);
  await empty(tutor);

  const next = await app.given.contract({
    alternant: now.alternant,
    trainingCentreId: now.trainingCentreId,
    startsOn: '2027-09-01',
    until: '2028-09-01',
  });
  const centre = await app.as(await app.given.someone('centre_admin', next.trainingCentreId));
  await link(next.contractId, earlier.contract.contractId);
  expect((await contracts(centre, next)).body.data).toHaveLength(1);
  expect((await centre.post(`/v1/contracts/${next.contractId}/cancel`)).status).toBe(200);
  await empty(centre, next);
});

test('a chain shows eight contracts at most, the latest first', async () => {
  let continued: string | null = null;
  for (let year = 2010; year < 2020; year += 1) {
    const { contractId } = await app.given.contract({
      alternant: now.alternant,
      trainingCentreId: now.trainingCentreId,
      ladderId: now.ladderId,
      startsOn: `${year}-09-01`,
      until: `${year + 1}-09-01`,
    });
    await link(contractId, continued);
    continued = contractId;
  }
  await link(earlier.contract.contractId, continued);
  const { data } = (await contracts(tutor)).body;
  expect(data.map(({ startsOn }: { startsOn: string }) => startsOn.slice(0, 4))).toEqual([
    '2025',
    '2019',
    '2018',
    '2017',
    '2016',
    '2015',
    '2014',
    '2013',
  ]);
});
