import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';
import { TestApp, type Caller } from '../../support/app.js';
import { Climb } from '../../support/scenarios/ladder-scenario.js';

const NOTHING = {
  sign_off_request: 0,
  level_decision: 0,
  co_signature: 0,
  concern_review: 0,
  absence_to_cover: 0,
  mandate_to_replace: 0,
  dispute: 0,
  journal_entry: 0,
  revocation_proposal: 0,
  contested_fact: 0,
};
const C6 = [{ competency: 'C6', level: 'observation' }];

let app: TestApp;
let climb: Climb;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  climb = await Climb.start(app);
  alternant = await app.as(climb.contract.alternant);
});

const queue = async (by: Caller, query = '') => {
  const answer = await by.get(`/v1/me/queue${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
/** What awaits somebody: kind and id. */
const awaits = async (by: Caller): Promise<string[]> =>
  (await queue(by)).data.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`);
const ask = async (items: object[] = C6, of = climb.url('sign-off-requests')): Promise<string> => {
  const answer = await alternant.post(of, { items });
  expect(answer.status).toBe(201);
  return answer.body.id;
};
const member = async (role: MandateRole, values: object = {}) => {
  const someone = await app.given.mandate(climb.contract, role, values);
  return { someone, call: await app.as(someone) };
};
const absent = async ({ contractId }: GivenContract, person: Someone, from: string, to: string) => {
  const { rows } = await app.owner.query<{ id: string }>(
    'select m.id from mandates m where m.contract_id = $1 and m.person_id = $2',
    [contractId, person.personId],
  );
  const answer = await (await app.as(person)).post(`/v1/mandates/${rows[0]?.id}/absences`, { from, to });
  expect(answer.status).toBe(201);
  return answer.body.id as string;
};

test('a request awaits the main tutor; claimed, only who claimed it; decided, nobody', async () => {
  const co = await member('co_tutor');
  const id = await ask();

  expect(await queue(climb.tutor)).toEqual({
    data: [
      {
        kind: 'sign_off_request',
        id,
        contractId: climb.contract.contractId,
        alternant: {
          id: climb.contract.alternant.personId,
          givenName: 'Inès',
          familyName: 'Moreau',
        },
        since: '2026-03-12T08:00:00.000Z',
        detail: {
          act: 'decide',
          as: 'main_tutor',
          status: 'submitted',
          askedBy: climb.contract.alternant.personId,
          items: C6,
        },
      },
    ],
    page: { next: null },
    counts: { ...NOTHING, sign_off_request: 1 },
  });
  for (const by of [co.call, climb.observer, climb.referent, alternant]) expect(await awaits(by)).toEqual([]);

  await co.call.post(`/v1/sign-off-requests/${id}/claim`);
  expect(await awaits(climb.tutor)).toEqual([]);
  expect((await queue(co.call)).data).toMatchObject([{ id, detail: { as: 'co_tutor', status: 'claimed' } }]);
  app.clock.set('2026-03-15');
  expect(await awaits(co.call)).toEqual([]);
  expect(await awaits(climb.tutor)).toEqual([`sign_off_request ${id}`]);

  await climb.sign('observation', ['C6']);
  expect(await awaits(climb.tutor)).toEqual([]);
});

test('while the main tutor is absent it awaits who stands in; when nobody can sign, the referent, who has it covered', async () => {
  const co = await member('co_tutor');
  const id = await ask();
  await absent(climb.contract, climb.tutorIs, '2026-03-13', '2026-03-20');
  expect(await awaits(co.call)).toEqual([]);

  app.clock.set('2026-03-13');
  expect(await awaits(climb.tutor)).toEqual([]);
  expect((await queue(co.call)).data).toMatchObject([{ id, detail: { act: 'decide', as: 'co_tutor' } }]);
  expect(await awaits(climb.referent)).toEqual([]);

  const absence = await absent(climb.contract, co.someone, '2026-03-14', '2026-03-20');
  app.clock.set('2026-03-14');
  expect(await awaits(co.call)).toEqual([]);
  expect((await queue(climb.referent)).data).toMatchObject([
    { kind: 'sign_off_request', id, detail: { act: 'cover', as: 'referent' } },
    { kind: 'absence_to_cover' },
  ]);
  app.clock.set('2026-03-21');
  expect(await awaits(climb.tutor)).toEqual([`sign_off_request ${id}`]);
  expect(await awaits(climb.referent)).toEqual([]);
  expect(absence).toBeDefined();
});

test('an absence that nobody covers awaits the employer’s HR, who name a substitute, and the centre and the team', async () => {
  const { contract } = climb;
  const absence = await absent(contract, climb.tutorIs, '2026-03-12', '2026-03-20');
  const hrIs = await app.given.someone('hr', contract.employerId);
  const [hr, admin] = [
    await app.as(hrIs),
    await app.as(await app.given.someone('centre_admin', contract.trainingCentreId)),
  ];
  const elsewhere = await app.as(
    await app.given.someone('hr', await app.given.organisation({ name: 'Ailleurs' })),
  );
  const awaited = (act: string) => [
    {
      kind: 'absence_to_cover',
      id: absence,
      contractId: contract.contractId,
      alternant: { familyName: 'Moreau' },
      since: '2026-03-12T08:00:00.000Z',
      detail: { act, personId: climb.tutorIs.personId },
    },
  ];

  expect((await queue(hr)).data).toMatchObject(awaited('name_substitute'));
  for (const by of [admin, climb.referent, climb.observer])
    expect((await queue(by)).data).toMatchObject(awaited('cover'));
  for (const by of [climb.tutor, alternant, elsewhere]) expect(await awaits(by)).toEqual([]);

  const low = await app.given.mandate(contract, 'substitute', { maxLevel: 'observation' });
  for (const by of [hr, admin, climb.referent, climb.observer]) expect(await awaits(by)).toEqual([]);
  // Who may not sign what is worked on does not cover it.
  await (
    await app.as(low)
  ).post(climb.url('sign-offs'), {
    observedOn: '2026-03-12',
    observation: true,
    items: ['C6', 'C8', 'C10', 'C11'].map((competency) => ({
      competency,
      level: 'observation',
      outcome: 'acquired',
    })),
  });
  expect((await queue(hr)).data).toMatchObject(awaited('name_substitute'));
  expect((await queue(await app.as(low))).data).toMatchObject(awaited('cover'));
});

test('a level that is ready awaits the main tutor, or a co-tutor in their absence, then the referent for 30 days', async () => {
  const co = await member('co_tutor');
  await climb.complete('observation');
  await climb.complete('simple_tasks');
  await climb.complete('supervised_care', { decided: false });
  const { contractId } = climb.contract;

  expect((await queue(climb.tutor)).data).toMatchObject([
    { kind: 'level_decision', id: contractId, contractId, detail: { level: 'supervised_care' } },
  ]);
  for (const by of [co.call, climb.referent]) expect(await awaits(by)).toEqual([]);

  const half = await climb.decide(climb.tutor, 'supervised_care');
  expect(await awaits(climb.tutor)).toEqual([]);
  expect((await queue(climb.referent)).data).toMatchObject([
    {
      kind: 'co_signature',
      id: half.body.id,
      contractId,
      since: half.body.recordedAt,
      detail: { level: 'supervised_care', decidedBy: climb.tutorIs.personId },
    },
  ]);
  app.clock.set('2026-04-11');
  expect(await awaits(climb.referent)).toEqual([`co_signature ${half.body.id}`]);
  app.clock.set('2026-04-12');
  expect(await awaits(climb.referent)).toEqual([]);
  expect(await awaits(climb.tutor)).toEqual([`level_decision ${contractId}`]);

  await absent(climb.contract, climb.tutorIs, '2026-04-12', '2026-04-12');
  expect(await awaits(co.call)).toEqual([`level_decision ${contractId}`]);
});

test('a concern awaits its review by whoever may; a high one not by whoever raised it', async () => {
  const raise = async (by: Caller, severity: string) =>
    (await by.post(climb.url('concerns'), { severity, missions: ['obs_01'], text: 'Geste dangereux' })).body
      .id;
  const [high, low] = [await raise(climb.tutor, 'high'), await raise(climb.observer, 'low')];

  expect(await awaits(climb.tutor)).toEqual([`concern_review ${low}`]);
  const { data } = await queue(climb.referent);
  expect(data).toMatchObject([
    { id: high, detail: { severity: 'high', missions: ['obs_01'], raisedBy: climb.tutorIs.personId } },
    { id: low },
  ]);
  expect(JSON.stringify(data)).not.toContain('Geste dangereux');
  expect(await awaits(climb.observer)).toEqual([]);
  await climb.referent.post(`/v1/concerns/${high}/review`, { text: 'Revu' });
  expect(await awaits(climb.referent)).toEqual([`concern_review ${low}`]);
});

test('nothing that needs an active contract is awaited while it is not; a concern is', async () => {
  await ask();
  await climb.observer.post(climb.url('concerns'), { severity: 'low', missions: ['obs_01'], text: 'x' });
  await app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    climb.contract.contractId,
  ]);
  expect((await queue(climb.tutor)).counts).toEqual({ ...NOTHING, concern_review: 1 });
});

test('what is asked for at a level that was closed again waits for nobody until it is open', async () => {
  await climb.complete('observation');
  const id = await ask([{ competency: 'C1', level: 'simple_tasks' }]);
  expect(await awaits(climb.tutor)).toEqual([`sign_off_request ${id}`]);
  const signOff = await climb.signOffId(1, 'C6');
  await climb.tutor.post(`/v1/sign-offs/${signOff}/revocations`, { reasonCode: 'other', reason: 'À revoir' });
  expect(await awaits(climb.tutor)).toEqual([]);
});

test('the queue goes on where a page ended, oldest first; its counts are of all pages, and a kind may be asked for', async () => {
  const first = await ask();
  app.clock.set('2026-03-12T09:00:00.000Z');
  const concern = await climb.observer.post(climb.url('concerns'), {
    severity: 'low',
    missions: ['obs_01'],
    text: 'x',
  });
  app.clock.set('2026-03-12T10:00:00.000Z');
  const second = await ask([{ competency: 'C8', level: 'observation' }]);
  const ids = [first, concern.body.id, second];
  const counts = { ...NOTHING, sign_off_request: 2, concern_review: 1 };

  const pages = [];
  let after = '';
  do {
    const page = await queue(climb.tutor, `?limit=1${after && `&after=${after}`}`);
    expect(page.counts).toEqual(counts);
    pages.push(...page.data);
    after = page.page.next ?? '';
  } while (after);
  expect(pages.map(({ id }) => id)).toEqual(ids);
  const requests = await queue(climb.tutor, '?kind=sign_off_request');
  expect(requests.data.map(({ id }: { id: string }) => id)).toEqual([first, second]);
  expect(requests.counts).toEqual(counts);

  for (const query of ['?kind=letter', '?after=abc', '?limit=0', '?colour=blue'])
    expect((await climb.tutor.get(`/v1/me/queue${query}`)).status).toBe(422);
  const forged = Buffer.from('2026-13-12T08:00:00.000Z concern_review x').toString('base64url');
  expect((await climb.tutor.get(`/v1/me/queue?after=${forged}`)).status).toBe(422);
});

test('a person with two mandates on a contract is awaited once', async () => {
  await app.given.mandate(climb.contract, 'co_tutor', { person: climb.tutorIs });
  const id = await ask();
  await climb.observer.post(climb.url('concerns'), { severity: 'low', missions: ['obs_01'], text: 'x' });
  expect((await queue(climb.tutor)).counts).toEqual({ ...NOTHING, sign_off_request: 1, concern_review: 1 });
  expect(await awaits(climb.tutor)).toContain(`sign_off_request ${id}`);
});

test('everybody who signed in has a queue, if need be an empty one; a program has none', async () => {
  const { contract } = climb;
  const someone = {
    platform_admin: null,
    centre_admin: contract.trainingCentreId,
    referent: contract.trainingCentreId,
    alternant: contract.trainingCentreId,
    auditor: contract.trainingCentreId,
    hr: contract.employerId,
    tutor: contract.employerId,
  } as const;
  await ask();
  for (const [role, organisation] of Object.entries(someone)) {
    const by = await app.as(await app.given.someone(role as keyof typeof someone, organisation));
    expect(await queue(by)).toEqual({ data: [], page: { next: null }, counts: NOTHING });
  }
  expect((await queue(await app.as(await app.given.someone(null)))).data).toEqual([]);
  const client = app.asClient(await app.given.apiClient(contract.employerId));
  const refused = await client.get('/v1/me/queue');
  expect([refused.status, refused.body.code]).toEqual([403, 'person_required']);
});
